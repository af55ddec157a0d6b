using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace WarRoomBot.Web.LocalChat;

/// <summary>The pages of the chat, and who looks at them.</summary>
internal sealed class ChatPages(ChannelReader reader, ChatAnswers answers, LiveUpdates live)
{
    private const string NameCookie = "warroom-name";

    /// <summary>Into the channel asked for, else where something was said last.</summary>
    public async Task<IResult> EnterAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (!LocalNames.TryChannel(http.Request.Query["channel"], out var channel))
            channel = await reader.LiveliestAsync(cancellationToken) ?? LocalNames.FirstChannel;
        return ChatAnswers.SeeOther(http, ViewerOf(http, channel).Address);
    }

    public async Task<IResult> ChannelAsync(HttpContext http, string channel, CancellationToken cancellationToken)
    {
        long? below = NewMessage.TryId(http.Request.Query["before"], out var before) ? before : null;
        return LocalNames.IsChannel(channel)
            ? await answers.PageAsync(await reader.ReadAsync(ViewerOf(http, channel), below, cancellationToken))
            : TypedResults.NotFound();
    }

    /// <summary>The stream of what happens from a change on: the one the browser says it saw last, else the one the page was made at.</summary>
    public async Task<IResult> LiveAsync(HttpContext http, string channel, CancellationToken cancellationToken)
    {
        var after = http.Request.Headers["Last-Event-ID"] is { Count: > 0 } seen ? seen : http.Request.Query["after"];
        if (!LocalNames.IsChannel(channel) || !NewMessage.TryId(after, out var number))
            return TypedResults.NotFound();
        // Asked before anything is sent, so that a storage that is away is a 503 and not a stream that breaks off.
        await reader.LiveliestAsync(cancellationToken);
        return TypedResults.ServerSentEvents(live.FollowAsync(ViewerOf(http, channel), number, cancellationToken));
    }

    /// <summary>Somebody says who they are, for this window; and for the next one that does not say.</summary>
    public async Task<IResult> NameAsync(HttpContext http, string channel, CancellationToken cancellationToken)
    {
        var (fields, refused) = await PostedForm.FieldsAsync(http, cancellationToken);
        if (fields is null)
            return ChatAnswers.Refused(refused);
        if (!LocalNames.TryPerson(fields["name"], out var person))
        {
            var why = string.Create(
                CultureInfo.InvariantCulture, $"A name is one word of letters, digits, dots and dashes, at most {LocalNames.LongestName} characters.");
            return await answers.NoNameAsync(ViewerOf(http, channel), fields["name"].ToString(), why, cancellationToken);
        }

        http.Response.Cookies.Append(
            NameCookie, person.Name, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/chat", MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        return ChatAnswers.SeeOther(http, new Viewer(channel, person).Address);
    }

    private static Viewer ViewerOf(HttpContext http, string channel) => new(
        channel,
        LocalNames.TryPerson(http.Request.Query["as"], out var asked) ? asked
        : LocalNames.TryPerson(http.Request.Cookies[NameCookie], out var known) ? known
        : LocalNames.Nobody);
}
