using WarRoomBot.Chat;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Checks;

/// <summary><b>OK</b>, <b>Watch</b> or <b>Problem</b> on a check's question.</summary>
internal sealed class AnswerCheck(CheckAnswers answers) : IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) =>
        message.Value.Split(' ') is [.. var place, var word]
        && CheckPlace.TryParse(string.Join(' ', place)) is { Question: not null } at
        && Enum.TryParse<Verdict>(word, out var verdict)
            ? answers.GiveAsync(message, at, new(verdict, message.Person, turn.Now, null), mayChange: false, turn, cancellationToken)
            : Task.FromResult(CheckAnswers.TooOld(message));
}
