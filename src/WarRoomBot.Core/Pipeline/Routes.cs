using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WarRoomBot.Chat;
using WarRoomBot.Signals;

namespace WarRoomBot.Pipeline;

/// <summary>How a feature says which of its handlers handles what: one line each, found by a text search.</summary>
public static class Routes
{
    /// <summary>A typed command: <c>/warroom start</c> is command <c>warroom</c>, word <c>start</c>.</summary>
    public static IServiceCollection AddCommand<THandler>(this IServiceCollection services, ChatCommand command)
        where THandler : class, IHandler<Typed>
    {
        services.AddSingleton(command);
        return services.AddRoute<THandler, Typed>($"typed/{command.Command} {command.Word}");
    }

    /// <summary>A button, by its action.</summary>
    public static IServiceCollection AddButton<THandler>(this IServiceCollection services, string action)
        where THandler : class, IHandler<Pressed> => services.AddRoute<THandler, Pressed>($"pressed/{action}");

    /// <summary>What answers a command or a button that no feature knows.</summary>
    public static IServiceCollection AddUnknown<TCommandHandler, TButtonHandler>(this IServiceCollection services)
        where TCommandHandler : class, IHandler<Typed>
        where TButtonHandler : class, IHandler<Pressed> => services
            .AddRoute<TCommandHandler, Typed>($"typed/{Router.UnknownCommand}")
            .AddRoute<TButtonHandler, Pressed>($"pressed/{Router.UnknownButton}");

    /// <summary>A form, by its id.</summary>
    public static IServiceCollection AddForm<THandler>(this IServiceCollection services, string form)
        where THandler : class, IHandler<Submitted> => services.AddRoute<THandler, Submitted>($"submitted/{form}");

    /// <summary>A due moment, by the kind it was scheduled with.</summary>
    public static IServiceCollection AddDue<THandler>(this IServiceCollection services, string kind)
        where THandler : class, IHandler<DueMoment> => services.AddRoute<THandler, DueMoment>($"due/{kind}");

    /// <summary>The result of an action, by its kind.</summary>
    public static IServiceCollection AddResult<THandler>(this IServiceCollection services, string kind)
        where THandler : class, IHandler<Performed> => services.AddRoute<THandler, Performed>($"done/{kind}");

    /// <summary>A fact, by its name. Several handlers may subscribe to one fact.</summary>
    public static IServiceCollection AddSubscriber<THandler>(this IServiceCollection services, string fact)
        where THandler : class, IHandler<Happened>
    {
        services.AddSingleton(new Subscription(fact, typeof(THandler).Name));
        return services.AddRoute<THandler, Happened>($"fact/{fact}/{typeof(THandler).Name}");
    }

    /// <summary>What happens to messages; there is one handler for all of it, told of what its <see cref="IListener"/> hears.</summary>
    public static IServiceCollection AddTouched<THandler>(this IServiceCollection services)
        where THandler : class, IHandler<MessageTouched> => services.AddRoute<THandler, MessageTouched>(Kinds.TouchedAddress);

    /// <summary>As <see cref="AddButton"/>, also for who chooses the shortcut from a menu of the platform's.</summary>
    public static IServiceCollection AddShortcut<THandler>(this IServiceCollection services, ChatShortcut shortcut)
        where THandler : class, IHandler<Pressed> => services.AddSingleton(shortcut).AddButton<THandler>(shortcut.Action);

    /// <summary>What people write to the bot alone.</summary>
    public static IServiceCollection AddDirectMessages<THandler>(this IServiceCollection services)
        where THandler : class, IHandler<DirectMessage> => services.AddRoute<THandler, DirectMessage>(Kinds.DirectAddress);

    /// <summary>What people see when they look at the page that the platform keeps for them.</summary>
    public static IServiceCollection AddHomePage<THandler>(this IServiceCollection services)
        where THandler : class, IHandler<HomeOpened> => services.AddRoute<THandler, HomeOpened>(Kinds.HomeAddress);

    /// <summary>What changes about people; there is one handler for all of it, told of what some <see cref="IListener"/> hears.</summary>
    public static IServiceCollection AddPeople<THandler>(this IServiceCollection services)
        where THandler : class, IHandler<PersonChanged> => services.AddRoute<THandler, PersonChanged>(Kinds.PersonAddress);

    /// <summary>What changes about channels; there is one handler for all of it, told of what some <see cref="IListener"/> hears.</summary>
    public static IServiceCollection AddChannels<THandler>(this IServiceCollection services)
        where THandler : class, IHandler<ChannelChanged> => services.AddRoute<THandler, ChannelChanged>(Kinds.ChannelAddress);

    /// <summary>What becomes of the bot's own messages that are removed.</summary>
    internal static IServiceCollection AddTakenAway<THandler>(this IServiceCollection services)
        where THandler : class, IHandler<CardTakenAway> => services.AddRoute<THandler, CardTakenAway>(Kinds.TakenAwayAddress);

    /// <summary>What alert sources send; there is one handler for all of them.</summary>
    public static IServiceCollection AddSignals<THandler>(this IServiceCollection services)
        where THandler : class, IHandler<SignalsReceived> => services.AddRoute<THandler, SignalsReceived>(Kinds.SignalsAddress);

    /// <summary>What alert sources offer and want to have confirmed.</summary>
    public static IServiceCollection AddOffers<THandler>(this IServiceCollection services)
        where THandler : class, IHandler<SubscriptionOffered> => services.AddRoute<THandler, SubscriptionOffered>(Kinds.OfferAddress);

    private static IServiceCollection AddRoute<THandler, TMessage>(this IServiceCollection services, string address)
        where THandler : class, IHandler<TMessage>
    {
        services.TryAddSingleton<THandler>();
        return services.AddSingleton(provider => new Route(
            address,
            (message, turn, cancellationToken) =>
                provider.GetRequiredService<THandler>().HandleAsync((TMessage)message, turn, cancellationToken)));
    }
}

/// <summary>A due moment has come.</summary>
/// <param name="At">When it was due; the turn tells when it is handled.</param>
public sealed record DueMoment(string Key, string Kind, DateTimeOffset At, string Subject);

/// <summary>An action was carried out.</summary>
/// <param name="Request">The body it was asked with.</param>
/// <param name="Result">JSON of what came of it.</param>
public sealed record Performed(string Key, string Request, string Result);

/// <summary>A fact was told.</summary>
public sealed record Happened(string Subject);

/// <summary>One address and what handles it.</summary>
public sealed record Route(string Address, Func<object, Turn, CancellationToken, Task<Outcome>> Handle);

/// <summary>A handler that wants to be told a fact.</summary>
public sealed record Subscription(string Fact, string Subscriber);
