using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// Files on their way into the workspace: an address is asked for, the bytes are brought there, and completing it shows the file. Nobody sees
/// what was not completed, and an upload is completed once.
/// </summary>
internal sealed class FakeUploads(FakeSlack slack)
{
    /// <summary>Names the bringing of the bytes to <see cref="FakeFaults"/> and among the calls.</summary>
    internal const string UploadUrl = "upload_url";

    private readonly Dictionary<string, Pending> _pending = [];

    private sealed class Pending(string name, int length)
    {
        public string Name => name;

        public int Length => length;

        public byte[]? Content { get; set; }
    }

    internal static bool Knows(string method) => method is "files.getUploadURLExternal" or "files.completeUploadExternal";

    internal JsonObject Call(FakeCall call, FakeMethods methods)
    {
        methods.Needs("files:write");
        return call.Method == "files.getUploadURLExternal" ? Ask(call) : Complete(call, methods);
    }

    /// <exception cref="FakeSlackError">There is no such address, or it is another file than announced.</exception>
    internal void Bring(string id, byte[] content)
    {
        lock (slack.Sync)
        {
            if (!_pending.TryGetValue(id, out var pending))
                throw new FakeSlackError("unknown upload address");
            if (pending.Length != content.Length)
                throw new FakeSlackError("another length than announced");
            pending.Content = content;
        }
    }

    private JsonObject Ask(FakeCall call)
    {
        FakeArguments.Only(call.Arguments, "filename", "length", "alt_txt", "snippet_type");
        if (!int.TryParse(call.Required("length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length == 0)
            throw new FakeSlackError("missing_argument");
        var id = string.Create(CultureInfo.InvariantCulture, $"F{slack.NextNumber():D8}");
        lock (slack.Sync)
            _pending[id] = new(call.Required("filename"), length);
        return new() { ["file_id"] = id, ["upload_url"] = new Uri(slack.Address, $"{slack.Team}/upload/{id}").ToString() };
    }

    private JsonObject Complete(FakeCall call, FakeMethods methods)
    {
        FakeArguments.Only(call.Arguments, "files", "channel_id", "thread_ts", "initial_comment", "blocks");
        var channel = methods.Writable(call);
        var thread = call.Optional("thread_ts");
        if (thread is not null && channel.Find(thread) is null)
            throw new FakeSlackError("thread_not_found");
        var content = new JsonObject { ["text"] = call.Optional("initial_comment") ?? "" };
        // With a comment the blocks are ignored.
        if (call.Optional("initial_comment") is null && call.Optional("blocks") is { } given)
            content["blocks"] = given;
        var (text, blocks) = FakeArguments.ContentOf(content, 40_000);
        lock (slack.Sync)
        {
            var files = FilesOf(call.Required("files"));
            var message = new FakeMessage(slack, channel, slack.NextTs())
            {
                ThreadTs = thread,
                Fallback = text,
                Blocks = blocks,
                Files = files,
            };
            channel.Add(message);
            return new() { ["files"] = new JsonArray([.. files.Select(file => (JsonNode)file.ToJson())]) };
        }
    }

    private List<FakeFile> FilesOf(string given)
    {
        JsonArray array;
        try
        {
            array = (JsonArray)JsonNode.Parse(given)!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException)
        {
            throw new FakeSlackError("invalid_arguments", "files is no array");
        }

        var files = new List<FakeFile>();
        foreach (var (id, title) in array.Select(one => ((string)one!["id"]!, (string?)one["title"])))
        {
            if (!_pending.TryGetValue(id, out var pending) || pending.Content is not { } content)
                throw new FakeSlackError("file_not_found");
            _pending.Remove(id);
            files.Add(new(id, pending.Name, title ?? pending.Name, Encoding.UTF8.GetString(content)));
        }

        return files;
    }
}

/// <summary>A file as people have it in a channel.</summary>
public sealed record FakeFile(string Id, string Name, string Title, string Text)
{
    internal JsonObject ToJson() => new() { ["id"] = Id, ["name"] = Name, ["title"] = Title, ["mimetype"] = "text/plain" };
}
