using WarRoomBot.Data;

namespace WarRoomBot.Delivery;

/// <summary>Something that would grow for ever, and of which only the newest part is kept.</summary>
internal interface IForgetful
{
    /// <summary>Forgets what is too old.</summary>
    /// <param name="session">Where it is kept.</param>
    /// <param name="now">By now.</param>
    /// <param name="most">No more rows than this in one transaction.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many rows it forgot; fewer than <paramref name="most"/> when there are no more.</returns>
    Task<int> ForgetAsync(Session session, DateTimeOffset now, int most, CancellationToken cancellationToken);
}
