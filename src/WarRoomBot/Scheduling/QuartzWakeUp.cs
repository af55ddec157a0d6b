using System.Globalization;
using Quartz;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Host.Scheduling;

/// <summary>
/// Quartz in memory, one trigger per moment. Our own rows are the truth on both engines and every replica looks through them, so there is
/// nothing for a clustered job store to keep.
/// </summary>
internal sealed class QuartzWakeUp(ISchedulerFactory schedulers, TimeProvider time) : IWakeUp
{
    internal static readonly JobKey Job = new("wake-up");

    public event Func<CancellationToken, Task>? Woke;

    public async Task AtAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (at <= time.GetUtcNow())
        {
            await WakeAsync(cancellationToken);
            return;
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var trigger = TriggerBuilder.Create(time)
            .ForJob(Job)
            .WithIdentity(at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))
            .StartAt(at)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
    }

    private Task WakeAsync(CancellationToken cancellationToken) => Woke?.Invoke(cancellationToken) ?? Task.CompletedTask;

    internal sealed class WakeUpJob(QuartzWakeUp wakeUp) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await wakeUp.WakeAsync(cancellationToken);
    }
}

internal static class QuartzServices
{
    internal static IServiceCollection AddQuartzWakeUp(this IServiceCollection services) => services
        .AddQuartz(quartz => quartz.AddJob<QuartzWakeUp.WakeUpJob>(job => job.WithIdentity(QuartzWakeUp.Job).StoreDurably()))
        .AddQuartzHostedService(options => options.WaitForJobsToComplete = true)
        .AddSingleton<IRoutineCalendar, QuartzCalendar>()
        .AddSingleton<QuartzWakeUp>()
        .AddSingleton<IWakeUp>(provider => provider.GetRequiredService<QuartzWakeUp>());
}
