using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using WarRoomBot.Chat;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Web.LocalChat;

/// <summary>What one of the page's forms sent.</summary>
/// <param name="Key">The same however often the same form is sent.</param>
internal sealed record PostedForm(string Key, Person Person, IFormCollection Fields)
{
    internal const int LongestBody = 64 * 1024;

    private const string UrlEncoded = "application/x-www-form-urlencoded";

    public string this[string field] => Fields[field].ToString();

    /// <summary>A part of the form, cut at nothing: false when it is missing or longer than it may be.</summary>
    public bool TryGet(string field, int longest, [NotNullWhen(true)] out string? value)
    {
        value = Fields[field] is [{ } only] && only.Length <= longest ? only : null;
        return value is not null;
    }

    /// <summary>Reads what was posted, or says with which status it is refused.</summary>
    internal static async Task<(PostedForm? Form, int Refused)> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (fields, refused) = await FieldsAsync(http, cancellationToken);
        if (fields is null)
            return (null, refused);
        return FormKey.IsKey(fields["key"]) && LocalNames.TryPerson(fields["as"], out var person)
            ? (new(fields["key"].ToString(), person, fields), 0)
            : (null, StatusCodes.Status400BadRequest);
    }

    /// <summary>As <see cref="ReadAsync"/>, for forms that need no key.</summary>
    internal static async Task<(IFormCollection? Fields, int Refused)> FieldsAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.ContentLength > LongestBody)
            return (null, StatusCodes.Status413PayloadTooLarge);
        if (http.Request.ContentType?.Split(';')[0].Trim().Equals(UrlEncoded, StringComparison.OrdinalIgnoreCase) != true)
            return (null, StatusCodes.Status415UnsupportedMediaType);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LongestBody;
        try
        {
            var fields = await http.Request.ReadFormAsync(cancellationToken);
            // PostgreSQL keeps no text with a zero character in it, and nobody types one.
            return fields.Any(field => field.Value.Any(value => value is null || value.Contains('\0', StringComparison.Ordinal)))
                ? (null, StatusCodes.Status400BadRequest)
                : (fields, 0);
        }
        catch (BadHttpRequestException exception)
        {
            return (null, exception.StatusCode);
        }
        catch (InvalidDataException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
    }
}
