using System.Reflection;
using WarRoomBot.TestKit.Storage;
using Xunit.Sdk;
using Xunit.v3;

namespace WarRoomBot.Tests;

/// <summary>Runs a test once on each engine; an engine that is not installed is a skip that says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EnginesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<Engine>().Select(engine => new TheoryDataRow<Engine>(engine) { Skip = TestDatabase.WhyNot(engine) })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
