namespace SimCamera.Onvif.Events;

/// <summary>
/// A topic expression of ONVIF's ConcreteSet dialect: topics joined by <c>|</c>, each with <c>//.</c> at its end for everything below.
/// Prefixes are not looked at. Immutable.
/// </summary>
internal sealed class TopicFilter(string? expression)
{
    private readonly string[] _topics = [.. (expression ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Bare)];

    public bool LetsPass(string topic) => _topics.Length == 0 || _topics.Any(wanted => Fits(wanted, topic));

    private static bool Fits(string wanted, string topic) => wanted.EndsWith("//.", StringComparison.Ordinal)
        ? (topic + "/").StartsWith(wanted[..^2], StringComparison.Ordinal)
        : topic == wanted;

    private static string Bare(string topic) => string.Join('/', topic.Split('/').Select(part => part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..]));
}
