using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Data;

namespace WarRoomBot.TestKit;

/// <summary>
/// Counts what a bot has under way outside itself: calls over HTTP and work on the database. As long as there is any, it goes on by itself
/// however slow the machine is; only what is left over then can be waiting for the clock.
/// </summary>
internal sealed class Traffic
{
    private int _underWay;

    public int UnderWay => Volatile.Read(ref _underWay);

    public void Install(IServiceCollection services)
    {
        InstallHttp(services);
        services.Wrap<IDatabase>(database => new CountedDatabase(database, this));
    }

    public void InstallHttp(IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(clients => clients.AddHttpMessageHandler(() => new CountedHttp(this)));

    private async Task<T> CountAsync<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private sealed class CountedHttp(Traffic traffic) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            traffic.CountAsync(() => base.SendAsync(request, cancellationToken));
    }

    private sealed class CountedDatabase(IDatabase database, Traffic traffic) : IDatabase
    {
        public Task Opened => database.Opened;

        public Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
            traffic.CountAsync(() => database.ReadAsync(read, cancellationToken));

        public Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
            traffic.CountAsync(() => database.WriteAsync(write, cancellationToken));

        public Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken) =>
            traffic.CountAsync(() => database.AppendAsync(arrival, cancellationToken));
    }
}
