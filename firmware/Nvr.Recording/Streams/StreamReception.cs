namespace Nvr.Recording.Streams;

/// <summary>What a session has received so far: packets of all tracks, and the jitter of the picture's in microseconds.</summary>
public readonly record struct StreamReception(long Packets, long JitterUs);
