using WarRoomBot.Chat;

namespace WarRoomBot.Pipeline;

/// <summary>From what an inbox row holds to the one handler for it. Two routes with one address stop the start.</summary>
internal sealed class Router
{
    /// <summary>Handles a typed command that no feature knows; it gets the whole text.</summary>
    internal const string UnknownCommand = "?";

    /// <summary>Handles a button that no feature knows any more: one on a card from an earlier version.</summary>
    internal const string UnknownButton = "?";

    private readonly Dictionary<string, Route> _routes = [];

    public Router(IEnumerable<Route> routes)
    {
        foreach (var route in routes)
        {
            if (!_routes.TryAdd(route.Address, route))
                throw new InvalidOperationException($"two handlers are registered for '{route.Address}'");
        }
    }

    /// <exception cref="InvalidOperationException">Nothing handles the row: a mistake in the program, never in what a person did.</exception>
    public Task<Outcome> HandleAsync(string kind, string body, Turn turn, CancellationToken cancellationToken)
    {
        var (address, message) = Kinds.Open(kind, body);
        if (_routes.TryGetValue(address, out var route))
            return route.Handle(message, turn, cancellationToken);
        return message switch
        {
            Typed => _routes[$"typed/{UnknownCommand}"].Handle(Kinds.Original(body), turn, cancellationToken),
            Pressed => _routes[$"pressed/{UnknownButton}"].Handle(message, turn, cancellationToken),
            _ => throw new InvalidOperationException($"nothing handles '{address}'"),
        };
    }
}
