using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace WarRoomBot.Web.Serving;

/// <summary>The style sheets and scripts, kept inside the assembly. Their addresses change with their content, so browsers may keep them.</summary>
internal static class EmbeddedAssets
{
    internal const string Folder = "/assets";

    private static readonly FrozenDictionary<string, Asset> All = Load();

    internal static string Address(string name) => $"{Folder}/{name}?v={All[name].Version}";

    /// <summary>For what has to stand within a page.</summary>
    internal static string TextOf(string name) => System.Text.Encoding.UTF8.GetString(All[name].Content);

    internal static IResult Serve(HttpContext http, string name)
    {
        if (!All.TryGetValue(name, out var asset))
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = http.Request.Query["v"] == asset.Version ? "private, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(asset.Content, asset.Type);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(EmbeddedAssets).Assembly;
        return assembly.GetManifestResourceNames().Where(name => TypeOf(name) is not null).ToFrozenDictionary(name => name, name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return new Asset(content, TypeOf(name)!, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
        });
    }

    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    private sealed record Asset(byte[] Content, string Type, string Version);
}
