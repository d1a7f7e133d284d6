namespace Nvr.Onvif;

/// <summary>Bounds on what a camera may cost. The defaults suit slow cameras on a busy network.</summary>
public sealed record OnvifOptions
{
    /// <summary>From sending a request to the last byte of its answer. Waiting for events adds what was asked to be waited.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>An answer of more bytes is refused unread.</summary>
    public int MaxAnswerBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a camera may hold a request for events open when it has none.</summary>
    public TimeSpan PullWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a subscription is asked for; it is renewed at half of what was granted.</summary>
    public TimeSpan SubscriptionLife { get; init; } = TimeSpan.FromMinutes(2);
}
