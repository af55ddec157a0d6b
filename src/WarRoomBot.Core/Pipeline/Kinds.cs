using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Signals;

namespace WarRoomBot.Pipeline;

/// <summary>The kinds of arrivals there are, and their way into and out of the inbox row.</summary>
internal static class Kinds
{
    internal const string Chat = "chat";

    /// <summary>Something in chat that nobody did to the bot: no person waits for an answer.</summary>
    internal const string News = "news";
    internal const string Due = "due";
    internal const string Signals = "signals";
    internal const string TouchedAddress = "touched";
    internal const string PersonAddress = "person";
    internal const string ChannelAddress = "channel";
    internal const string TakenAwayAddress = "taken-away";
    internal const string HomeAddress = "home/opened";
    internal const string DirectAddress = "direct";
    internal const string SignalsAddress = "signals/received";
    internal const string OfferAddress = "signals/offered";
    private const string Offer = "offer";
    private const string Done = "done";
    private const string Fact = "fact";

    /// <summary>One lane per conversation: what happens in it is handled in the order it came.</summary>
    internal static Arrival Of(ChatEvent happened, DateTimeOffset at) =>
        new(happened.Key, happened.Conversation.ToString(), happened is PersonChanged or ChannelChanged or CardTakenAway ? News : Chat, Json.Write(happened), at);

    internal static Arrival Of(DueMoment due, string lane, DateTimeOffset at) =>
        new($"due/{due.Key}/{due.At.ToUnixTimeMilliseconds()}", lane, Due, Json.Write(due), at);

    internal static Arrival Of(Performed performed, string kind, string lane, DateTimeOffset at) =>
        new($"done/{performed.Key}", lane, $"{Done}/{kind}", Json.Write(performed), at);

    internal static Arrival Of(Fact fact, Subscription subscription, long cause, DateTimeOffset at) =>
        Of(fact, subscription, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cause}"), at);

    internal static Arrival Of(Fact fact, Subscription subscription, string cause, DateTimeOffset at) =>
        new($"fact/{fact.Name}/{fact.Subject}/{cause}/{subscription.Subscriber}", fact.Lane, $"{Fact}/{fact.Name}/{subscription.Subscriber}",
            Json.Write(new Happened(fact.Subject)), at);

    /// <param name="received">What one request said.</param>
    /// <param name="delivery">The source's own id of the delivery, or one that no other delivery has.</param>
    /// <param name="lane">The room's, where it is clear which room it is about; otherwise the source's own.</param>
    internal static Arrival Of(SignalsReceived received, string delivery, string lane) =>
        new($"{Signals}/{received.Source}/{delivery}", lane, Signals, Json.Write(received), received.ReceivedAt);

    internal static Arrival Of(SubscriptionOffered offered, DateTimeOffset at) =>
        new($"{Offer}/{offered.Source}/{offered.Offer}", LaneOf(offered.Source), Offer, Json.Write(offered), at);

    /// <summary>The lane of an alert source: what it says is handled in the order it came.</summary>
    internal static string LaneOf(string source) => $"alerts/{source}";

    /// <summary>What the row holds, and the address of its handler.</summary>
    internal static (string Address, object Message) Open(string kind, string body)
    {
        switch (kind)
        {
            case Chat or News:
                return Open(Json.Read<ChatEvent>(body));
            case Due:
                var due = Json.Read<DueMoment>(body);
                return ($"{Due}/{due.Kind}", due);
            case Signals:
                return (SignalsAddress, Json.Read<SignalsReceived>(body));
            case Offer:
                return (OfferAddress, Json.Read<SubscriptionOffered>(body));
            case not null when kind.StartsWith($"{Done}/", StringComparison.Ordinal):
                return (kind, Json.Read<Performed>(body));
            case not null when kind.StartsWith($"{Fact}/", StringComparison.Ordinal):
                return (kind, Json.Read<Happened>(body));
            default:
                throw new InvalidOperationException($"nothing opens arrivals of kind '{kind}'");
        }
    }

    /// <summary>A chat event as it came in, before the router took the command word off.</summary>
    internal static ChatEvent Original(string body) => Json.Read<ChatEvent>(body);

    private static (string Address, object Message) Open(ChatEvent happened)
    {
        switch (happened)
        {
            case Typed typed:
                var text = typed.Text.TrimStart();
                var end = text.IndexOf(' ', StringComparison.Ordinal);
                var word = (end < 0 ? text : text[..end]).ToLowerInvariant();
                return ($"typed/{typed.Command} {word}", typed with { Text = end < 0 ? "" : text[(end + 1)..].Trim() });
            case Pressed pressed:
                return ($"pressed/{pressed.Action}", pressed);
            case Submitted submitted:
                return ($"submitted/{submitted.Form}", submitted);
            case MessageTouched touched:
                return (TouchedAddress, touched);
            case PersonChanged person:
                return (PersonAddress, person);
            case ChannelChanged channel:
                return (ChannelAddress, channel);
            case CardTakenAway taken:
                return (TakenAwayAddress, taken);
            case DirectMessage message:
                return (DirectAddress, message);
            case HomeOpened opened:
                return (HomeAddress, opened);
            default:
                throw new InvalidOperationException($"nothing opens {happened.GetType().Name}");
        }
    }
}
