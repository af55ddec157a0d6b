namespace WarRoomBot.Slack;

/// <summary>What Slack takes, in characters where not said otherwise (Docs "Block Kit reference").</summary>
internal static class BlockLimits
{
    internal const int Blocks = 50;
    internal const int HomeBlocks = 100;

    /// <summary>Slack counts a view in bytes, 250 kB; blocks of the longest texts would be too much for a reader long before.</summary>
    internal const int HomeText = 40_000;
    internal const int Header = 150;
    internal const int Section = 3000;
    internal const int ActionElements = 25;
    internal const int ButtonText = 75;
    internal const int ButtonValue = 2000;
    internal const int Address = 3000;
    internal const int Label = 75;
    internal const int ConfirmTitle = 100;
    internal const int ConfirmText = 300;
    internal const int ConfirmAnswer = 30;

    /// <summary>
    /// Over all blocks. Slack names no limit and refused messages of 11,300 characters (bolt-js issues 2509 and 2867), so stay well below.
    /// </summary>
    internal const int Text = 9_800;

    /// <summary><c>chat.update</c> takes 4,000; a card is edited sooner or later.</summary>
    internal const int Fallback = 3_900;

    internal const int ViewTitle = 24;
    internal const int ViewBlocks = 100;
    internal const int InputLabel = 2000;
    internal const int InputHint = 2000;
    internal const int Input = 3000;
    internal const int Options = 100;
    internal const int OptionText = 75;
    internal const int OptionValue = 150;
    internal const int Id = 255;
}
