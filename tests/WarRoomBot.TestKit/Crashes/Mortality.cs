using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Checkups;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.TestKit.Crashes;

/// <summary>
/// Ends a process between two steps: before or after a commit, before or after a call to a platform. From then on it can change nothing
/// any more, as if it had been killed; what was committed or sent before stays.
/// </summary>
public sealed class Mortality
{
    private int _left;
    private volatile bool _dead;

    public bool IsDead => _dead;

    /// <param name="step">The one of the steps from now on at which it dies, counted from 1; 0 for none.</param>
    public void DieAt(int step) => Volatile.Write(ref _left, step);

    /// <summary>The next process lives, and does not die by itself. The one that died has to be gone by now.</summary>
    public void BeBorn() => (_left, _dead) = (0, false);

    /// <summary>Puts itself between the product and everything that outlives it.</summary>
    public void Install(IServiceCollection services)
    {
        services.Wrap<IDatabase>(database => new MortalDatabase(database, this));
        services.Wrap<IChatPlatform>(platform => new MortalPlatform(platform, this));
        services.Wrap<IChannels>(channels => new MortalChannels(channels, this));
        services.Wrap<IFiles>(files => new MortalFiles(files, this));
        services.Wrap<IStepCalls>(calls => new MortalStepCalls(calls, this));
    }

    internal void Step()
    {
        ThrowIfDead();
        if (Interlocked.Decrement(ref _left) != 0)
            return;
        _dead = true;
        ThrowIfDead();
    }

    private async Task<T> StepAsync<T>(Func<Task<T>> call)
    {
        Step();
        var answer = await call();
        Step();
        return answer;
    }

    internal void ThrowIfDead()
    {
        if (_dead)
            throw new StorageUnavailableException("The process was killed.");
    }

    private sealed class MortalDatabase(IDatabase database, Mortality life) : IDatabase
    {
        public Task Opened => database.Opened;

        public Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        {
            life.ThrowIfDead();
            return database.ReadAsync(read, cancellationToken);
        }

        public async Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
        {
            life.Step();
            var result = await database.WriteAsync(write, cancellationToken);
            life.Step();
            return result;
        }

        public async Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken)
        {
            life.Step();
            var fresh = await database.AppendAsync(arrival, cancellationToken);
            life.Step();
            return fresh;
        }
    }

    private sealed class MortalPlatform(IChatPlatform platform, Mortality life) : IChatPlatform
    {
        public string Name => platform.Name;

        public TimeSpan Timeout => platform.Timeout;

        public TimeSpan Take(ChatCall call, Conversation conversation, Priority priority) => platform.Take(call, conversation, priority);

        public Task<Delivered> PostAsync(Message message, CancellationToken cancellationToken) => StepAsync(() => platform.PostAsync(message, cancellationToken));

        public Task<Delivered> EditAsync(Message message, string handle, CancellationToken cancellationToken) =>
            StepAsync(() => platform.EditAsync(message, handle, cancellationToken));

        public Task<Delivered> DeleteAsync(Conversation conversation, string handle, CancellationToken cancellationToken) =>
            StepAsync(() => platform.DeleteAsync(conversation, handle, cancellationToken));

        public Task<Delivered> PinAsync(Conversation conversation, string handle, CancellationToken cancellationToken) =>
            StepAsync(() => platform.PinAsync(conversation, handle, cancellationToken));

        public Task<Delivered> FindAsync(Message message, DateTimeOffset since, CancellationToken cancellationToken) =>
            StepAsync(() => platform.FindAsync(message, since, cancellationToken));

        public Task<bool> OpenFormAsync(ChatEvent asked, Form form, CancellationToken cancellationToken) => platform.OpenFormAsync(asked, form, cancellationToken);

        private Task<T> StepAsync<T>(Func<Task<T>> call) => life.StepAsync(call);
    }

    private sealed class MortalFiles(IFiles files, Mortality life) : IFiles
    {
        public string Platform => files.Platform;

        public Task<Delivered> UploadAsync(string key, Conversation conversation, ChatFile file, CancellationToken cancellationToken) =>
            life.StepAsync(() => files.UploadAsync(key, conversation, file, cancellationToken));
    }

    private sealed class MortalStepCalls(IStepCalls calls, Mortality life) : IStepCalls
    {
        public Task<StepAnswer> CallAsync(StepCall call, string body, string id, CancellationToken cancellationToken) =>
            life.StepAsync(() => calls.CallAsync(call, body, id, cancellationToken));

        public Task<Finding> ProveAsync(string what, StepCall call, CancellationToken cancellationToken) => calls.ProveAsync(what, call, cancellationToken);
    }

    private sealed class MortalChannels(IChannels channels, Mortality life) : IChannels
    {
        public string Platform => channels.Platform;

        public Task<ChannelAnswer> CreateAsync(ChannelWork.Create wanted, CancellationToken cancellationToken) => life.StepAsync(() => channels.CreateAsync(wanted, cancellationToken));

        public Task<ChannelAnswer> FurnishAsync(ChannelWork.Furnish wanted, CancellationToken cancellationToken) => life.StepAsync(() => channels.FurnishAsync(wanted, cancellationToken));

        public Task<ChannelAnswer> InviteAsync(ChannelWork.Invite wanted, CancellationToken cancellationToken) => life.StepAsync(() => channels.InviteAsync(wanted, cancellationToken));

        public Task<ChannelAnswer> ArchiveAsync(ChannelWork.Archive wanted, CancellationToken cancellationToken) => life.StepAsync(() => channels.ArchiveAsync(wanted, cancellationToken));
    }
}
