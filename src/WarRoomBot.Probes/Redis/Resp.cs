using System.Globalization;
using System.Text;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Redis;

/// <summary>
/// As much of Redis' protocol as the probe speaks: commands out, single values in. Source: Redis documentation, "Redis serialization
/// protocol specification", RESP2.
/// </summary>
internal sealed class Resp(Stream stream)
{
    /// <summary>INFO has some 7 KiB.</summary>
    private const int LargestAnswer = 1 << 18;

    private const int LongestLine = 1 << 12;

    private readonly byte[] _buffer = new byte[16 << 10];
    private int _from;
    private int _to;

    public async Task<RespValue> AskAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var request = new StringBuilder();
        request.Append(CultureInfo.InvariantCulture, $"*{command.Count}\r\n");
        foreach (var word in command)
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <exception cref="ProbeFailedException">What came is not RESP, or too much of it.</exception>
    private async Task<RespValue> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await LineAsync(cancellationToken);
        return (line[0], line[1..]) switch
        {
            ('+', var text) => new RespValue.Text(text),
            ('-', var text) => new RespValue.Error(text),
            (':', var text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? new RespValue.Number(number)
                : throw Foreign(),
            ('$', var text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length)
                ? new RespValue.Text(await BulkAsync(length, cancellationToken))
                : throw Foreign(),
            _ => throw Foreign(),
        };
    }

    private async Task<string> BulkAsync(int length, CancellationToken cancellationToken)
    {
        if (length < 0)
            return "";
        if (length > LargestAnswer)
            throw new ProbeFailedException(Failure.TooLarge, $"answer larger than {LargestAnswer >> 10} KiB");
        var bytes = new byte[length + 2];
        for (var at = 0; at < bytes.Length;)
        {
            await FillAsync(cancellationToken);
            var part = Math.Min(bytes.Length - at, _to - _from);
            _buffer.AsSpan(_from, part).CopyTo(bytes.AsSpan(at));
            at += part;
            _from += part;
        }

        return bytes[^2..] is [(byte)'\r', (byte)'\n'] ? Encoding.UTF8.GetString(bytes.AsSpan(0, length)) : throw Foreign();
    }

    /// <returns>Without its end; never empty.</returns>
    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            await FillAsync(cancellationToken);
            var letter = (char)_buffer[_from++];
            if (letter == '\n' && line.Length > 1 && line[^1] == '\r')
                return line.ToString(0, line.Length - 1);
            line.Append(letter);

            // Every first letter that is not of the protocol ends it at once: who does not speak it may never end a line.
            if (line.Length == 1 && letter is not ('+' or '-' or ':' or '$' or '*'))
                throw Foreign();
            if (line.Length > LongestLine)
                throw new ProbeFailedException(Failure.TooLarge, "the answer is too large");
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_from < _to)
            return;
        (_from, _to) = (0, await stream.ReadAsync(_buffer, cancellationToken));
        if (_to == 0)
            throw new EndOfStreamException();
    }

    private static ProbeFailedException Foreign() => new(Failure.NotUnderstood, "the answer is not that of a Redis server");
}

/// <summary>One value of an answer.</summary>
internal abstract record RespValue
{
    private RespValue()
    {
    }

    public sealed record Text(string Value) : RespValue;

    public sealed record Number(long Value) : RespValue;

    /// <param name="Words">As the server says: a code in capitals, then a sentence.</param>
    public sealed record Error(string Words) : RespValue;
}
