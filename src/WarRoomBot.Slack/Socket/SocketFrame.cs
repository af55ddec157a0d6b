using System.Text.Json;

namespace WarRoomBot.Slack;

/// <summary>
/// A frame that Slack sends by a socket (Docs "Using Socket Mode"): <c>hello</c>, <c>disconnect</c> with its reason, or an envelope around what
/// would else come by HTTP.
/// </summary>
internal sealed record SocketFrame
{
    public string? Type { get; init; }

    /// <summary>Of an envelope: what it is acknowledged by.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>Of an envelope: what the body would be by HTTP, decoded.</summary>
    public JsonElement Payload { get; init; }

    /// <summary>Of an envelope: whether an answer may go with its acknowledgement.</summary>
    public bool AcceptsResponsePayload { get; init; }

    /// <summary>Of a <c>disconnect</c>.</summary>
    public string? Reason { get; init; }
}

/// <summary>How a connection ended, or why it did not come about.</summary>
/// <param name="Why">For the log and the readiness page: a clause without its full stop, without secrets.</param>
/// <param name="Remedy">What would be right, another clause; null when waiting is.</param>
internal sealed record SocketEnd(SocketEndKind Kind, string Why, string? Remedy = null)
{
    internal static readonly SocketEnd WithoutAddress = new(SocketEndKind.Lost, "apps.connections.open answered without an address");

    /// <summary>It had lived long enough that the next may be opened without waiting.</summary>
    public bool IsCalm { get; init; }

    /// <summary>How long Slack asks to wait; null when it does not say.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>Both clauses.</summary>
    public string Sentence => Remedy is null ? Why : $"{Why}: {Remedy}";

    /// <summary>What Slack says before it closes a connection.</summary>
    internal static SocketEnd OfDisconnect(string? reason) => reason switch
    {
        "link_disabled" => new(SocketEndKind.Refused, "it is switched off in the settings of the Slack app", "switch it on there under Socket Mode"),
        "too_many_websockets" => new(SocketEndKind.Crowded, "the app has too many connections", "let at most five bots run for it; Slack allows 10 connections, and each keeps two"),
        _ => new(SocketEndKind.Asked, $"Slack asked for a new connection ({reason ?? "no reason"})"),
    };

    /// <summary>What it means that there was no ticket for a connection (Docs "apps.connections.open method").</summary>
    internal static SocketEnd OfRefusal(SlackFailure failure) => failure switch
    {
        { Fault: SlackFault.Throttled } => new(SocketEndKind.Lost, "Slack throttles apps.connections.open") { After = failure.After },
        { Error: "missing_scope" } => new(
            SocketEndKind.Refused,
            "the app-level token lacks connections:write",
            "make one that has it under Basic Information, App-Level Tokens, put it into Slack:AppToken and restart"),
        { Error: "not_allowed_token_type" } => new(
            SocketEndKind.Refused, "Slack:AppToken is no app-level token", "make one with connections:write under Basic Information, App-Level Tokens, and restart"),
        // The call has no arguments but the token.
        { Fault: SlackFault.TokenDead } or { Error: "missing_args" } => new(
            SocketEndKind.Refused, $"Slack refuses the app-level token ({failure.Error})", "put a good one into Slack:AppToken and restart"),
        { Fault: SlackFault.Configuration or SlackFault.Bug } => new(
            SocketEndKind.Refused, $"Slack does not let the app connect ({failure.Error})", "an administrator of the workspace has to look at the app"),
        _ => new(SocketEndKind.Lost, $"apps.connections.open: {failure.Error}"),
    };
}

internal enum SocketEndKind
{
    /// <summary>Slack wants a new connection in its place: in ten seconds, or now.</summary>
    Asked,

    /// <summary>It broke, or never came about.</summary>
    Lost,

    /// <summary>It was not tried: what Slack said to another connection holds for this one.</summary>
    Held,

    /// <summary>There are too many of them.</summary>
    Crowded,

    /// <summary>Somebody has to change a setting or a token first.</summary>
    Refused,
}
