namespace WarRoomBot.Probes.Http;

/// <summary>What came of a request.</summary>
internal abstract record HttpAnswer
{
    private HttpAnswer()
    {
    }

    /// <summary>The server answered, with whatever status.</summary>
    /// <param name="MediaType">As the server says, such as <c>text/html</c>; empty when it says nothing.</param>
    /// <param name="Whole">False when there was more than the request wanted to read.</param>
    /// <param name="Took">From asking until the last byte that was read.</param>
    public sealed record Answered(int Status, string MediaType, byte[] Body, bool Whole, TimeSpan Took) : HttpAnswer
    {
        public bool IsSuccess => Status is >= 200 and < 300;
    }

    /// <summary>No answer.</summary>
    /// <param name="Why">A few words for people, secrets masked.</param>
    public sealed record Failed(Failure Failure, string Why) : HttpAnswer
    {
        public Reading Reading => new Reading.Failed(Failure, Why);
    }
}
