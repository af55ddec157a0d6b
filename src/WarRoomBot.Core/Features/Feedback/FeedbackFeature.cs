using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Feedback;

/// <summary>What only people know: what users say, and numbers that nothing measures.</summary>
internal static class FeedbackFeature
{
    internal static IServiceCollection AddFeedback(this IServiceCollection services) => services
        .AddSingleton<IForm, FeedbackForm>()
        .AddForm<GiveFeedbackByForm>(FeedbackForm.FormId)
        .AddCommand<GiveFeedback>(new(
            "warroom", "feedback", "[list | positive|negative|bug <text>]", "keeps what users say", "warroom feedback bug search finds nothing", CommandGroup.Record))
        .AddSingleton<IForm, FigureForm>()
        .AddForm<GiveFiguresByForm>(FigureForm.FormId)
        .AddCommand<GiveFigure>(new(
            "warroom", "figure", "[list | <name> <value> [note]]", "keeps a number that only people know", "warroom figure users 120", CommandGroup.Record));
}
