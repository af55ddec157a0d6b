using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>Asks what is to be put into the record: for <c>/warroom log</c> alone, and for <b>Log a note</b> on any card.</summary>
internal sealed class LogForm(IDatabase database) : IForm
{
    internal const string FormId = "room.log";
    internal const string Note = "note";

    /// <summary>The button that opens it; its value is not read.</summary>
    internal const string Action = "room.log";

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened switch
    {
        Pressed { Action: Action } => "",
        Typed { Command: "warroom" } typed when typed.Text.Trim() == "log" => "",
        _ => null,
    };

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken) =>
        await database.ReadAsync((session, token) => RoomStore.OpenInAsync(session, conversation, token), cancellationToken) is null
            ? null
            : new(FormId, "Log a note", "Log", context, [new TextField(Note, "What happened") { Multiline = true }]);
}
