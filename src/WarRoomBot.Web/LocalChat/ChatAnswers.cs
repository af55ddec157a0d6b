using Microsoft.AspNetCore.Http;
using WarRoomBot.Web.Rendering;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Web.LocalChat;

/// <summary>
/// What a post is answered with. The page's script gets just the part it has to show; a browser without script gets the whole page with
/// that part in it.
/// </summary>
internal sealed class ChatAnswers(ChannelReader reader, Html html)
{
    /// <summary>It is done, and is seen in the channel.</summary>
    public static IResult Done(HttpContext http, Viewer viewer) =>
        http.Request.WantsPart() ? TypedResults.NoContent() : SeeOther(http, viewer.Address);

    /// <summary>The browser goes there and forgets what it posted, so that loading the page again posts nothing again.</summary>
    public static IResult SeeOther(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Not from our page as it is now: nothing was done.</summary>
    public static IResult Refused(int status) => TypedResults.Text(
        status == StatusCodes.Status413PayloadTooLarge
            ? "That is too long to be sent; nothing was done."
            : "That form is not complete, so nothing was done. Please load the page again.",
        statusCode: status);

    /// <summary>A form has to be filled in, or filled in better.</summary>
    public async Task<IResult> AskAsync(HttpContext http, FormQuestion question, CancellationToken cancellationToken)
    {
        var status = question.Wrong.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return http.Request.WantsPart()
            ? await html.PageAsync<FormDialog>(new() { [nameof(FormDialog.Question)] = question }, status)
            : await PageAsync(await reader.ReadAsync(question.Viewer, null, cancellationToken) with { Form = question }, status);
    }

    /// <summary>A press has to be confirmed.</summary>
    public async Task<IResult> AskAsync(HttpContext http, ConfirmQuestion question, CancellationToken cancellationToken) =>
        http.Request.WantsPart()
            ? await html.PageAsync<ConfirmDialog>(new() { [nameof(ConfirmDialog.Question)] = question })
            : await PageAsync(await reader.ReadAsync(question.Viewer, null, cancellationToken) with { Confirm = question }, StatusCodes.Status200OK);

    /// <summary>What was typed is not taken; it stays in its line, and the sentence says why.</summary>
    public async Task<IResult> NotTakenAsync(HttpContext http, Viewer viewer, string text, string why, CancellationToken cancellationToken)
    {
        const int status = StatusCodes.Status422UnprocessableEntity;
        return http.Request.WantsPart()
            ? TypedResults.Text(why, statusCode: status)
            : await PageAsync(await reader.ReadAsync(viewer, null, cancellationToken) with { Draft = text, Problem = why }, status);
    }

    public async Task<IResult> NoNameAsync(Viewer viewer, string name, string why, CancellationToken cancellationToken) => await PageAsync(
        await reader.ReadAsync(viewer, null, cancellationToken) with { NoName = name, NameProblem = why }, StatusCodes.Status422UnprocessableEntity);

    public Task<IResult> PageAsync(ChannelView view, int status = StatusCodes.Status200OK) =>
        html.PageAsync<ChannelPage>(new() { [nameof(ChannelPage.View)] = view }, status);
}
