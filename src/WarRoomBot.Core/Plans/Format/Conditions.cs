using Humanizer;

namespace WarRoomBot.Plans.Format;

/// <summary>The keys of which a threshold has exactly one, each with the condition it makes.</summary>
internal sealed class Conditions(Keys keys)
{
    private readonly List<(Key Key, Func<Values, WrittenThreshold?> Read)> _all = [];
    private readonly List<Key> _lookBack = [];
    private Key<TimeSpan>? _over;

    /// <summary>Holds or not at every single reading.</summary>
    internal Conditions Plain<T>(string name, Shape<T> shape, string doc, Func<T, Condition> make)
    {
        var key = keys.Optional(name, shape, doc);
        _all.Add((key, values => key.In(values) is { } found ? new(make(found.Value), found.At) : null));
        return this;
    }

    /// <summary>Two numbers, the smaller first.</summary>
    internal Conditions Range(string name, string doc, Func<double, double, Condition> make)
    {
        var key = keys.Optional(name, Shapes.List(Shapes.Number, 2), doc);
        _all.Add((key, Read));
        return this;

        WrittenThreshold? Read(Values values)
        {
            if (key.In(values) is not { Value: [var low, var high] } range)
                return null;
            if (low.Value < high.Value)
                return new(make(low.Value, high.Value), range.At);
            values.Mistakes.Add(range.At, $"'{name}' has {low.At.Shown} before {high.At.Shown}", "write the smaller number first");
            return null;
        }
    }

    /// <summary>Looks back over a stretch of time, which <paramref name="over"/> says.</summary>
    internal Conditions LookBack<T>(string name, Shape<T> shape, string doc, Key<TimeSpan> over, Func<T, TimeSpan, Values, Condition> make)
    {
        _over = over;
        var key = keys.Optional(name, shape, doc);
        _lookBack.Add(key);
        _all.Add((key, Read));
        return this;

        WrittenThreshold? Read(Values values)
        {
            if (key.In(values) is not { } found)
                return null;
            if (over.In(values) is { } back)
                return new(make(found.Value, back.Value, values), found.At) { Over = back };
            if (!values.Has(over))
                values.Mistakes.Add(found.At, $"'{name}' does not say how far back it looks", "add over: 1h, for instance");
            return null;
        }
    }

    /// <summary>To be called last.</summary>
    internal Func<Values, WrittenThreshold?> ExactlyOne()
    {
        keys.ExactlyOne([.. _all.Select(one => one.Key)]);
        return values =>
        {
            if (_over is not null)
                OnlyWith(values, _over, _lookBack);
            return _all.Select(one => one.Read(values)).OfType<WrittenThreshold>().FirstOrDefault();
        };
    }

    /// <summary><paramref name="key"/> says nothing unless one of <paramref name="others"/> is there.</summary>
    internal static void OnlyWith<T>(Values values, Key<T> key, IReadOnlyList<Key> others)
    {
        if (key.In(values) is { } found && !others.Any(values.Has))
            values.Mistakes.Add(
                found.At, $"'{key.Name}' means nothing here", $"it belongs to {others.Select(other => other.Name).Humanize("or")}; remove it");
    }

    /// <summary>The key of a condition by its name.</summary>
    internal Key this[string name] => _all.Find(one => one.Key.Name == name).Key;
}
