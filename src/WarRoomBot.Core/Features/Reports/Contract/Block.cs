using WarRoomBot.Cards;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>A part of a report as people read it: a closed set that every form of the report knows.</summary>
public abstract record Block;

/// <param name="Level">1 for the report's own title.</param>
public sealed record Heading(int Level, string Text) : Block;

public sealed record Paragraph(string Text) : Block;

/// <param name="Items">One line each, in order.</param>
/// <param name="Numbered">Counted from 1.</param>
public sealed record Bullets(IReadOnlyList<Bullet> Items, bool Numbered = false) : Block;

/// <param name="Under">Lines that belong to it.</param>
public sealed record Bullet(string Text, params IReadOnlyList<string> Under);

/// <param name="Caption">What it shows, for those who cannot see where it stands.</param>
public sealed record Table(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows) : Block;

/// <param name="Mark">A state, as a symbol in front of words that say the same.</param>
public sealed record Cell(string Text, Mark Mark = Mark.None)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>The course of all metrics; only where something can be drawn.</summary>
public sealed record Charts : Block;
