using System.Text;
using WarRoomBot.Plans;

namespace WarRoomBot.Host.Plans;

/// <summary>From the text of a plan file to the plan.</summary>
internal sealed class PlanLoader(PlanReader reader, Placeholders placeholders)
{
    internal const int LargestBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="name">What people type for it.</param>
    /// <param name="file">What mistakes call the file.</param>
    public PlanReading Read(string name, string file, string text) => Read(name, file, text, isRunning: false);

    /// <summary>The plan of a room that is running goes on although a <c>${NAME}</c> of its probes is no longer set; those metrics say so.</summary>
    /// <param name="name">Of the plan.</param>
    public PlanReading ReadRunning(string name, string text) => Read(name, name, text, isRunning: true);

    private PlanReading Read(string name, string file, string text, bool isRunning)
    {
        var mistakes = new Mistakes(file);
        if (Encoding.UTF8.GetByteCount(text) > LargestBytes)
            return Refused(name, file, "the file is larger than 1 MiB", "a plan is a few pages of text; is this another file?");
        var root = YamlTree.Read(text, placeholders, mistakes);
        var plan = root is null ? null : reader.Read(name, root, mistakes, isRunning);
        return new(name, text, plan, mistakes.All);
    }

    /// <param name="path">What cannot be read is a mistake in the file.</param>
    /// <param name="file">What mistakes call the file.</param>
    public PlanReading ReadFile(string path, string file)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestBytes)
                return Refused(name, file, "the file is larger than 1 MiB", "a plan is a few pages of text; is this another file?");
            using var text = new StreamReader(stream, Strict);
            return Read(name, file, text.ReadToEnd());
        }
        catch (DecoderFallbackException)
        {
            return Refused(name, file, "the file is not text in UTF-8", "save it as UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refused(name, file, "the file cannot be read", "look at its rights, and whether it is still there");
        }
    }

    public static PlanReading Refused(string name, string file, string wrong, string remedy) =>
        new(name, "", null, [new(file, 1, 1, wrong, remedy)]);
}
