using System.Data;
using Dapper;

namespace WarRoomBot.Data;

/// <summary>
/// Times are stored as UTC milliseconds since 1970 in a 64-bit integer: the one form both engines compare and order alike.
/// Values smaller than a millisecond are cut off.
/// </summary>
internal static class ColumnTypes
{
    internal static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new MomentHandler());
        SqlMapper.AddTypeHandler(new ConversationHandler());
    }

    private sealed class MomentHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }

        public override DateTimeOffset Parse(object value) => DateTimeOffset.FromUnixTimeMilliseconds((long)value);
    }

    private sealed class ConversationHandler : SqlMapper.TypeHandler<Chat.Conversation>
    {
        public override void SetValue(IDbDataParameter parameter, Chat.Conversation value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value.ToString();
        }

        public override Chat.Conversation Parse(object value) => Chat.Conversation.Parse((string)value);
    }
}
