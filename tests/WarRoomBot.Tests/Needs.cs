namespace WarRoomBot.Tests;

/// <summary>What a test cannot do without.</summary>
internal static class Needs
{
    /// <param name="whyNot">Why it is not on this machine: then the test is a skip that says so. Null when it is.</param>
    public static void Installed(string? whyNot)
    {
        if (whyNot is not null)
            Assert.Skip(whyNot);
    }
}
