namespace SimCamera.Log;

/// <summary>
/// One video frame that was handed to the kernel for one session. Times in microseconds: UTC since 1970 (as in the frame's own
/// stamp) and CLOCK_MONOTONIC after the write. <see cref="Bytes"/> counts the coded frame without packet headers. Plain values.
/// </summary>
public readonly record struct SentFrame(
    string Camera, int Stream, string Session, long Counter, long UtcUs, long MonotonicUs, bool IsKey, int Bytes);
