namespace Nvr.Sntp;

/// <summary>Where the box's time is served, and how much of it. Immutable.</summary>
public sealed record SntpOptions
{
    public const int UsualPort = 123;

    /// <summary>UDP port; 0 asks the kernel for a free one at each address.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>Names of the interfaces behind which there are cameras; nobody else is answered.</summary>
    public required IReadOnlyList<string> Interfaces { get; init; }

    /// <summary>How often to look for interfaces and addresses that came or went.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Answers a second that one sender gets in the long run.</summary>
    public int PerSender { get; init; } = 4;

    /// <summary>Answers that one sender may have at once; clients that start ask four to eight times in a row.</summary>
    public int PerSenderAtOnce { get; init; } = 16;

    /// <summary>Answers a second to all.</summary>
    public int PerSecond { get; init; } = 500;
}
