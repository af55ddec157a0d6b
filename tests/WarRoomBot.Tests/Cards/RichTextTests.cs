using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Tests.Cards;

public sealed class RichTextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 5, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Foreign_text_in_a_hole_stays_words()
    {
        var text = RichText.Of($"said {"*bold* <!channel>"} at {Span.Time(Noon)}");

        Assert.Equal([new Words("said *bold* <!channel> at "), new Moment(Noon, MomentStyle.Time)], text);
    }

    [Fact]
    public void Moments_read_in_utc_and_say_so()
    {
        Assert.Equal("11:05 UTC", PlainText.Of(Span.Time(Noon)));
        Assert.Equal("21 Nov 11:05 UTC", PlainText.Of(Span.Date(Noon)));
    }

    [Fact]
    public void A_card_survives_the_store()
    {
        var card = new Card(
            Mark.Watch,
            "T+10m",
            [
                new Line(RichText.Of($"by {new Person("U1", "ana")}")),
                new Rows([new(Mark.Done, "Error rate", "0.04 %", "▁▂", "target < 0.1 %")]),
                new Prompt("First login?", [new("OK", "check.answer", "1") { Style = ButtonStyle.Primary }]),
                new Context("small"),
                new Divider(),
            ]);

        var json = card.ToJson();

        Assert.Equal(json, Card.FromJson(json).ToJson());
        Assert.Equal(Card.HashOf(json), Card.HashOf(Card.FromJson(json).ToJson()));
    }
}
