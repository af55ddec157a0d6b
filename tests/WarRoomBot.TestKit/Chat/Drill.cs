using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.TestKit.Chat;

/// <summary>
/// A feature that uses everything a chat offers, for trying out a platform: <c>/warroom drill</c> asks with a form, <c>/warroom drill card</c>
/// shows a card with every kind of button.
/// </summary>
public static class Drill
{
    public const string CountAction = "drill.count";
    public const string StopAction = "drill.stop";
    public const string RenameAction = "drill.rename";
    public const string CardKey = "drill/card";

    private const string FormId = "drill.start";

    public static void Add(IServiceCollection services) => services
        .AddSingleton<IForm, DrillForm>()
        .AddCommand<Begin>(new("warroom", "drill", "[card]", "tries everything out", "warroom drill", CommandGroup.Begin))
        .AddForm<Begun>(FormId)
        .AddButton<Counted>(CountAction)
        .AddButton<Stopped>(StopAction)
        .AddButton<NotRenamed>(RenameAction);

    public static Card Card(string state) => new(
        Mark.Bad,
        "Drill",
        [
            new Line(RichText.Of($"{Span.Strong(state)} · for {new Person("ana", "ana")}")),
            new Prompt("Is anybody there?", [new("Yes", CountAction, "yes"), new("No", CountAction, "no") { Label = "No: is anybody there?" }]),
            new Buttons(
            [
                new("Count", CountAction, "1") { Style = ButtonStyle.Primary },
                new("Rename", RenameAction, ""),
                new("Stop", StopAction, "") { Style = ButtonStyle.Danger, Confirm = "The drill ends for everybody." },
            ]),
        ]);

    /// <summary>What <c>/warroom drill file</c> shows below the card.</summary>
    public static ChatFile File { get; } = new("drill.md", "Drill report", "text/markdown", "# Drill\n\nAll *went* <well> & fast: 1 < 2.\n") { Page = "https://bot.example.com/drill" };

    private sealed class Begin : IHandler<Typed>
    {
        public Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken) => Task.FromResult(message.Text == "file"
            ? new Outcome()
                .Add(new Show($"drill/{message.Key}", message.Conversation, Card("running")))
                .Add(new Notice($"drill/{message.Key}/file", message.Conversation, Cards.Card.Text(RichText.Of($"The report, for {message.Person}"))) { ThreadOf = $"drill/{message.Key}", File = File })
            : message.Text == "card"
            ? new Outcome().Add(new Show(CardKey, message.Conversation, Card("running")) { Priority = Priority.Answer })
            : Outcome.Answer(message, RichText.Of($"The form could not be opened for {string.Join(", ", message.Mentions.Select(person => person.Id))}.")));
    }

    private sealed class Begun : IHandler<Submitted>
    {
        public Task<Outcome> HandleAsync(Submitted message, Turn turn, CancellationToken cancellationToken)
        {
            var said = string.Join(", ", message.Values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));
            return Task.FromResult(new Outcome().Add(new Notice(
                $"drill/{message.Key}", message.Conversation, Cards.Card.Text(RichText.Of($"{message.Person} began a drill ({message.Context}): {said}")))));
        }
    }

    private sealed class Counted : IHandler<Pressed>
    {
        public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) =>
            Task.FromResult(new Outcome().Add(new Notice(
                $"drill/{message.Key}", message.Conversation, Cards.Card.Text(RichText.Of($"{message.Person} counted {message.Value}")))));
    }

    private sealed class Stopped : IHandler<Pressed>
    {
        public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) =>
            Task.FromResult(new Outcome().Add(new Show(
                CardKey, message.Conversation, new(Mark.Off, "Drill · stopped", [new Line(RichText.Of($"Stopped by {message.Person} {Span.Time(turn.Now)}"))]))));
    }

    private sealed class NotRenamed : IHandler<Pressed>
    {
        public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) =>
            Task.FromResult(Outcome.Answer(message, "The form could not be opened."));
    }

    private sealed class DrillForm : IForm
    {
        public string Id => FormId;

        public string? Opens(ChatEvent happened) => happened switch
        {
            Typed { Command: "warroom" } typed when typed.Text.Trim() == "drill" => "typed",
            Pressed { Action: RenameAction } => "renamed",
            _ => null,
        };

        public Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken) => Task.FromResult<Form?>(new(
            FormId,
            context == "renamed" ? "Rename the drill" : "Begin a drill",
            "Begin",
            context,
            [
                new ChoiceField("severity", "Severity", [new("P0", "P0 Critical"), new("P1", "P1 High"), new("P3", "P3 Low")]),
                new TextField("title", "Title") { Longest = 40, Hint = "What people read first, such as: checkout is down" },
                new TextField("impact", "Impact") { Multiline = true, Optional = true, Initial = "Nobody is affected." },
            ]));

        public Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(submitted.Values["title"] == "again"
                ? new Dictionary<string, string> { ["title"] = "There is a drill of that name already." }
                : new Dictionary<string, string>());
    }
}
