using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.Shifts.Contract;

/// <summary>Who is down for which shift of a room, and how far its shifts have begun.</summary>
/// <param name="Room">The room's number.</param>
/// <param name="Begun">Every shift up to here has begun.</param>
/// <param name="People">By shift, then by role.</param>
internal sealed record Rota(long Room, DateTimeOffset Begun, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Person>> People)
{
    /// <summary>Null when nobody is.</summary>
    public Person? Of(string shift, string role) => People.GetValueOrDefault(shift)?.GetValueOrDefault(role);

    /// <param name="shift">The shift's name.</param>
    /// <param name="role">The role's name.</param>
    /// <param name="person">Null for nobody.</param>
    public Rota With(string shift, string role, Person? person)
    {
        var roles = new Dictionary<string, Person>(People.GetValueOrDefault(shift) ?? new Dictionary<string, Person>());
        if (person is null)
            roles.Remove(role);
        else
            roles[role] = person;
        return this with { People = new Dictionary<string, IReadOnlyDictionary<string, Person>>(People) { [shift] = roles } };
    }

    /// <returns>Null for a room whose plan has no shifts.</returns>
    internal static async Task<Rota?> FindAsync(Session session, long room, CancellationToken cancellationToken) =>
        await session.FindAsync<string>("select body from rota where room = @room", new { room }, cancellationToken) is { } body ? Json.Read<Rota>(body) : null;

    internal Task SaveAsync(Session session, CancellationToken cancellationToken) => session.ExecuteAsync(
        "insert into rota (room, body) values (@Room, @body) on conflict (room) do update set body = excluded.body",
        new { Room, body = Json.Write(this) },
        cancellationToken);
}
