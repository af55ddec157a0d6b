using Microsoft.Playwright;

namespace WarRoomBot.BrowserTests;

/// <summary>The machine's own Chromium, without a window; one for the tests of a class, each of which takes a fresh profile.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Headless = true,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A profile of its own: cookies, size of the window, colours.</summary>
    internal async Task<IBrowserContext> ProfileAsync(int width = 1280, int height = 860, ColorScheme colors = ColorScheme.Light, bool script = true)
    {
        Assert.SkipWhen(_browser is null, $"Chromium is not installed at {Program} (Debian package chromium)");
        return await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
            TimezoneId = "Europe/Berlin",
            JavaScriptEnabled = script,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
