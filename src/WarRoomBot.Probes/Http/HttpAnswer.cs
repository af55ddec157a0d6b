using System.Net.Http.Headers;

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

        /// <summary>What it says about itself; null in tests that make one up.</summary>
        public HttpResponseHeaders? Headers { get; init; }

        /// <summary>The first value of a header; null when it is not there.</summary>
        public string? Header(string name) => Headers?.TryGetValues(name, out var values) == true ? values.First() : null;
    }

    /// <summary>No answer.</summary>
    /// <param name="Why">A few words for people, secrets masked.</param>
    public sealed record Failed(Failure Failure, string Why) : HttpAnswer
    {
        public Reading Reading => new Reading.Failed(Failure, Why);
    }
}
