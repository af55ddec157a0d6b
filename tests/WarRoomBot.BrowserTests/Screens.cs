using Microsoft.Playwright;

namespace WarRoomBot.BrowserTests;

/// <summary>Pictures for people to look at, kept only when somebody names a folder for them.</summary>
internal static class Screens
{
    private const string Variable = "WARROOMBOT_SCREENS";

    internal static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
