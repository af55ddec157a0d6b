using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Tests.Delivery;

/// <summary>Which conversations are looked at, and when.</summary>
public sealed class AgendaTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Conversation Room = new("slack", "T1", "C1");

    private readonly Agenda _agenda = new();

    [Fact]
    public void What_joins_the_queue_behind_a_message_that_is_put_off_waits_with_it()
    {
        _agenda.At(Room, Now.AddSeconds(30), (long)Priority.Routine);

        _agenda.Queued(Room, Priority.Routine);
        _agenda.Queued(Room, Priority.Background);

        Assert.Empty(_agenda.Take(Now));
        Assert.Equal([Room], _agenda.Take(Now.AddSeconds(30)));
    }

    [Fact]
    public void What_is_more_urgent_than_the_message_that_is_put_off_is_looked_at_now()
    {
        _agenda.At(Room, Now.AddSeconds(30), (long)Priority.Routine);

        _agenda.Queued(Room, Priority.Answer);

        Assert.Equal([Room], _agenda.Take(Now));
        Assert.Empty(_agenda.Take(Now.AddSeconds(30)));
    }

    [Fact]
    public void When_something_was_done_there_the_next_is_looked_at_now()
    {
        _agenda.At(Room, Now.AddSeconds(30), (long)Priority.Urgent);

        _agenda.Now(Room);

        Assert.Equal([Room], _agenda.Take(Now));
    }
}
