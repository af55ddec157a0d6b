using System.Globalization;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Web.LocalChat;

/// <summary>What people do on the page: say something, type a command, press a button, send a form in.</summary>
internal sealed class ChatPosts(
    IChatDoor door, IDatabase database, OpenForms rights, Commotion commotion, ChatAnswers answers, IEnumerable<ChatCommand> commands,
    IEnumerable<IForm> forms, TimeProvider time)
{
    internal const int LongestText = 3000;

    // The limits of Cards.Button and of Chat.Form.
    private const int LongestAction = 255;
    private const int LongestValue = 2000;
    private const int LongestContext = 3000;

    private readonly List<string> _commands = [.. commands.Select(command => command.Command).Distinct().OrderDescending(StringComparer.Ordinal)];
    private readonly Dictionary<string, IForm> _forms = forms.ToDictionary(form => form.Id);

    /// <summary>A line was typed: a command when it begins with a slash, else a message for everybody.</summary>
    public async Task<IResult> SayAsync(HttpContext http, string channel, CancellationToken cancellationToken)
    {
        var (form, refused) = await PostedForm.ReadAsync(http, cancellationToken);
        if (form is null)
            return ChatAnswers.Refused(refused);
        var viewer = new Viewer(channel, form.Person);
        var text = form["text"].ReplaceLineEndings("\n").Trim();
        if (text.Length == 0)
            return ChatAnswers.Done(http, viewer);
        if (text.Length > LongestText)
            return await answers.NotTakenAsync(http, viewer, text, string.Create(CultureInfo.InvariantCulture, $"At most {LongestText:#,0} characters; this has {text.Length:#,0}."), cancellationToken);
        return text[0] == '/'
            ? await CommandAsync(http, viewer, form, text, cancellationToken)
            : await MessageAsync(http, viewer, form, text, cancellationToken);
    }

    /// <summary>A button was pressed, or its press confirmed.</summary>
    public async Task<IResult> PressAsync(HttpContext http, string channel, CancellationToken cancellationToken)
    {
        var (form, refused) = await PostedForm.ReadAsync(http, cancellationToken);
        if (form is null)
            return ChatAnswers.Refused(refused);
        if (!NewMessage.TryId(form["message"], out var message)
            || !form.TryGet("does", LongestAction, out var action) || !form.TryGet("value", LongestValue, out var value))
            return ChatAnswers.Refused(StatusCodes.Status400BadRequest);

        var viewer = new Viewer(channel, form.Person);
        if (form["confirmed"].Length == 0 && await ButtonAsync(viewer, message, action, value, cancellationToken) is { Confirm: not null } button)
            return await answers.AskAsync(http, new ConfirmQuestion(viewer, message, button), cancellationToken);
        return await AcceptAsync(
            http,
            viewer,
            trigger => new Pressed
            {
                Key = Key(form),
                Conversation = LocalNames.Conversation(channel),
                ConversationName = channel,
                Person = form.Person,
                Reply = form.Person.Id,
                Trigger = trigger,
                Action = action,
                Value = value,
            },
            cancellationToken);
    }

    /// <summary>Somebody puts a message into the timeline, or takes their mark off it.</summary>
    public async Task<IResult> MarkAsync(HttpContext http, string channel, CancellationToken cancellationToken)
    {
        var (form, refused) = await PostedForm.ReadAsync(http, cancellationToken);
        if (form is null)
            return ChatAnswers.Refused(refused);
        if (!NewMessage.TryId(form["message"], out var message))
            return ChatAnswers.Refused(StatusCodes.Status400BadRequest);
        var (viewer, conversation) = (new Viewer(channel, form.Person), LocalNames.Conversation(channel));
        var marked = await database.WriteAsync((session, token) => MarkStore.ToggleAsync(session, conversation, message, form.Person, token), cancellationToken);
        if (marked is null)
            return await answers.NotTakenAsync(http, viewer, "", "That message was removed meanwhile.", cancellationToken);
        commotion.Announce(conversation);
        await door.AcceptAsync(
            new MessageTouched
            {
                Key = Key(form),
                Conversation = conversation,
                ConversationName = channel,
                Person = form.Person,
                Reply = form.Person.Id,
                Message = NewMessage.Handle(message),
                What = marked.Value ? Touch.Marked : Touch.Unmarked,
            },
            cancellationToken);
        return ChatAnswers.Done(http, viewer);
    }

    /// <summary>A form was sent in.</summary>
    public async Task<IResult> SubmitAsync(HttpContext http, string channel, CancellationToken cancellationToken)
    {
        var (form, refused) = await PostedForm.ReadAsync(http, cancellationToken);
        if (form is null)
            return ChatAnswers.Refused(refused);
        if (!form.TryGet("context", LongestContext, out var context) || !_forms.TryGetValue(form["form"], out var asked))
            return ChatAnswers.Refused(StatusCodes.Status400BadRequest);

        var values = form.Fields
            .Where(field => field.Key.StartsWith(FieldView.Prefix, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(field.Value))
            .ToDictionary(field => field.Key[FieldView.Prefix.Length..], field => field.Value.ToString().ReplaceLineEndings("\n"));
        foreach (var (field, typed) in form.Fields.Where(field => field.Key.StartsWith(FieldView.PeoplePrefix, StringComparison.Ordinal)))
        {
            if (LocalNames.People(typed.ToString()) is { Count: > 0 } people)
                values[field[FieldView.PeoplePrefix.Length..]] = PeopleField.Write(people);
        }

        var (viewer, conversation) = (new Viewer(channel, form.Person), LocalNames.Conversation(channel));
        var answer = await door.SubmitAsync(
            new()
            {
                Key = Key(form),
                Conversation = conversation,
                ConversationName = channel,
                Person = form.Person,
                Reply = form.Person.Id,
                Form = asked.Id,
                Context = context,
                Values = values,
            },
            cancellationToken);
        if (answer.Next is { } next)
            return await answers.AskAsync(http, new FormQuestion(viewer, next, null, answer.Wrong), cancellationToken);
        if (answer.Wrong.Count == 0)
            return ChatAnswers.Done(http, viewer);
        return await asked.BuildAsync(conversation, context, cancellationToken) is { } again
            ? await answers.AskAsync(http, new FormQuestion(viewer, again, values, answer.Wrong), cancellationToken)
            : await answers.NotTakenAsync(http, viewer, "", string.Join(' ', answer.Wrong.Values), cancellationToken);
    }

    private async Task<IResult> MessageAsync(HttpContext http, Viewer viewer, PostedForm form, string text, CancellationToken cancellationToken)
    {
        long parent = 0;
        if (form["thread"].Length > 0 && !NewMessage.TryId(form["thread"], out parent))
            return ChatAnswers.Refused(StatusCodes.Status400BadRequest);
        var message = new NewMessage(LocalNames.Conversation(viewer.Channel), Key(form), text, ByBot: false, viewer.Person.Name)
        {
            ReplyTo = parent > 0 ? parent : null,
        };
        if (await database.WriteAsync((session, token) => MessageStore.AddAsync(session, message, time.GetUtcNow(), token), cancellationToken) is null)
            return await answers.NotTakenAsync(http, viewer, text, "The message you reply to was removed meanwhile.", cancellationToken);
        commotion.Announce(message.Conversation);
        return ChatAnswers.Done(http, viewer);
    }

    private async Task<IResult> CommandAsync(HttpContext http, Viewer viewer, PostedForm form, string text, CancellationToken cancellationToken)
    {
        var words = text[1..].Split(' ', 2);
        var command = words[0].ToLowerInvariant();
        if (!_commands.Contains(command))
        {
            var known = string.Join(" or ", _commands.Select(name => $"/{name}"));
            return await answers.NotTakenAsync(
                http, viewer, text, $"There is no /{Texts.Cut(words[0], 30)} here: commands begin with {known}. /{_commands[0]} help lists them.", cancellationToken);
        }

        var rest = words.Length == 2 ? words[1].Trim() : "";
        return await AcceptAsync(
            http,
            viewer,
            trigger => new Typed
            {
                Key = Key(form),
                Conversation = LocalNames.Conversation(viewer.Channel),
                ConversationName = viewer.Channel,
                Person = viewer.Person,
                Reply = viewer.Person.Id,
                Trigger = trigger,
                Command = command,
                Text = rest,
                Mentions = TypedText.Mentions(rest),
            },
            cancellationToken);
    }

    /// <summary>Brings it to the door. A form that is opened because of it is the answer.</summary>
    private async Task<IResult> AcceptAsync(HttpContext http, Viewer viewer, Func<string, ChatEvent> happened, CancellationToken cancellationToken)
    {
        using var right = rights.Give();
        await door.AcceptAsync(happened(right.Trigger), cancellationToken);
        return right.Form is { } form
            ? await answers.AskAsync(http, new FormQuestion(viewer, form, null, new Dictionary<string, string>()), cancellationToken)
            : ChatAnswers.Done(http, viewer);
    }

    /// <summary>The button as its message shows it now; null when it does so no longer: then whoever handles the press says why.</summary>
    private async Task<Button?> ButtonAsync(Viewer viewer, long message, string action, string value, CancellationToken cancellationToken)
    {
        var shown = await database.ReadAsync(
            (session, token) => MessageStore.OneAsync(session, LocalNames.Conversation(viewer.Channel), viewer.Person, message, token), cancellationToken);
        return shown?.Card?.Elements
            .SelectMany(element => element switch
            {
                Prompt prompt => prompt.Buttons,
                Buttons buttons => buttons.Items,
                _ => [],
            })
            .FirstOrDefault(button => button.Action == action && button.Value == value);
    }

    private static string Key(PostedForm form) => $"{LocalNames.Platform}/{form.Key}";
}
