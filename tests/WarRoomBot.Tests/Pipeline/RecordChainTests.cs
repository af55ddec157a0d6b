using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit.Storage;
using Record = WarRoomBot.Pipeline.Record;

namespace WarRoomBot.Tests.Pipeline;

/// <summary>A record that somebody has laid hands on, in the database itself, is found out.</summary>
public sealed class RecordChainTests
{
    private const long Room = 7;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset Begin = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Theory, Engines]
    public async Task As_it_was_written_it_is_intact(Engine engine)
    {
        await using var record = await WrittenAsync(engine);

        var truth = await record.CheckAsync();

        Assert.True(truth.IsIntact, truth.Why);
        Assert.Equal((5, 64), (truth.Rows, truth.Head!.Length));
    }

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task What_was_done_to_it_is_told_with_the_first_row_concerned(Engine engine, string sql, long brokenAt, string why)
    {
        await using var record = await WrittenAsync(engine);

        await record.ExecuteAsync(sql);

        var truth = await record.CheckAsync();
        Assert.Equal((brokenAt, why), (truth.BrokenAt!.Value, truth.Why));
    }

    public static TheoryData<Engine, string, long, string> Tampering()
    {
        const string not = "row {0} is not as it was written, or does not follow the one before it";
        const string row = "where room = 7 and seq =";
        (string Sql, long At, string Why)[] all =
        [
            ($"update log set text = 'nothing happened' {row} 3", 3, not),
            ($"update log set by_id = 'U9', by_name = 'somebody else' {row} 3", 3, not),
            ($"update log set by_id = null, by_name = null {row} 3", 3, not),
            ($"update log set at = at + 1 {row} 3", 3, not),
            ($"update log set what = 'alert-fired' {row} 3", 3, not),
            ($"update log set data = '{{}}' {row} 3", 3, not),
            ($"update log set hash = '' {row} 3", 3, not),
            ($"update log set hash = (select hash from log {row} 2) {row} 3", 3, not),
            ($"delete from log {row} 3", 3, "row 3 is missing"),
            ($"delete from log {row} 1", 1, "row 1 is missing"),
            ($"delete from log {row} 3; update log set seq = 3 {row} 4; update log set seq = 4 {row} 5", 3, not),
            ("insert into log (room, seq, at, what, text) values (7, 6, 0, 'note', 'I was always against it')", 6, not),
            ($"update log set seq = 6 {row} 5; insert into log (room, seq, at, what, text) values (7, 5, 0, 'note', 'put in between')", 5, not),
            ($"update log set seq = 100 {row} 3; update log set seq = 3 {row} 4; update log set seq = 4 {row} 100", 3, not),
            ($"update log set room = 8 {row} 5; update log set room = 7, seq = 5 where room = 9", 5, not),
        ];
        var data = new TheoryData<Engine, string, long, string>();
        foreach (var (sql, at, why) in all)
        {
            foreach (var engine in Enum.GetValues<Engine>())
                data.Add(new TheoryDataRow<Engine, string, long, string>(engine, sql, at, why.Replace("{0}", $"{at}", StringComparison.Ordinal)) { Skip = TestDatabase.WhyNot(engine) });
        }

        return data;
    }

    [Fact]
    public void A_record_that_was_rewritten_to_its_end_is_not_the_one_that_a_decision_knows()
    {
        var honest = Chained("opened", "P0 API down", "decided: no-go");
        var forged = Chained("opened", "all well", "decided: go");
        var shorter = Chained("opened");
        KeptHash[] kept = [new(3, honest[2].Hash, "the decision on go-live")];

        Assert.True(RecordChain.Check(Room, honest, kept).IsIntact);
        Assert.True(RecordChain.Check(Room, forged, []).IsIntact);
        Assert.Equal("row 3 is not the one that the decision on go-live knows", RecordChain.Check(Room, forged, kept).Why);
        Assert.Equal("row 2 is missing: the decision on go-live knows 3", RecordChain.Check(Room, shorter, kept).Why);
    }

    [Fact]
    public void Rows_from_before_records_were_sealed_do_not_count_and_none_after_them_may_be_without()
    {
        var old = new RecordRow(1, Begin, "note", null, null, "from before", null, "");
        var first = new RecordRow(2, Begin, "note", null, null, "sealed", null, "");
        first = first with { Hash = RecordChain.HashOf("", Room, first) };

        Assert.True(RecordChain.Check(Room, [old, first], []).IsIntact);
        Assert.False(RecordChain.Check(Room, [old, first, old with { Seq = 3 }], []).IsIntact);
    }

    [Fact]
    public void What_stands_in_one_field_cannot_stand_in_the_next()
    {
        var row = new RecordRow(1, Begin, "note", "U1", "ana", "text", null, "");

        Assert.NotEqual(RecordChain.HashOf("", Room, row), RecordChain.HashOf("", Room, row with { ById = "U1a", ByName = "na" }));
        Assert.NotEqual(RecordChain.HashOf("", Room, row), RecordChain.HashOf("", Room, row with { Data = "" }));
    }

    private static List<RecordRow> Chained(params string[] texts)
    {
        var (rows, before) = (new List<RecordRow>(), "");
        foreach (var text in texts)
        {
            var row = new RecordRow(rows.Count + 1, Begin, "note", null, null, text, null, "");
            rows.Add(row with { Hash = before = RecordChain.HashOf(before, Room, row) });
        }

        return rows;
    }

    private static async Task<Written> WrittenAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        var record = new Written(database, await database.OpenAsync());
        string[] texts = ["opened", "a ünicode ✅ line\nand another", "P0 API down", "signs Rollback", "decided: Rollback"];
        for (var number = 0; number < texts.Length; number++)
            await record.AppendAsync(new(Room, "note", number % 2 == 0 ? new Person("U1", "ana") : null, texts[number], number == 4 ? """{"a":[1,2]}""" : null), Begin.AddMinutes(number));
        await record.AppendAsync(new(9, "note", null, "of another room"), Begin);
        return record;
    }

    private sealed class Written(TestDatabase database, OpenDatabase opened) : IAsyncDisposable
    {
        public Task AppendAsync(Record record, DateTimeOffset at) => opened.Store.WriteAsync(
            async (session, token) =>
            {
                await RecordStore.AppendAsync(session, record, at, token);
                return 0;
            },
            Token);

        public Task ExecuteAsync(string sql) => opened.Store.WriteAsync((session, token) => session.ExecuteAsync(sql, null, token), Token);

        public Task<RecordTruth> CheckAsync() => opened.Store.ReadAsync(
            async (session, token) => RecordChain.Check(Room, await RecordStore.ListAsync(session, Room, token), []), Token);

        public async ValueTask DisposeAsync()
        {
            await opened.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
