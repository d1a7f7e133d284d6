namespace SimCamera.Rtp;

/// <summary>A video frame that a batch completes; stream 0 main, 1 sub; UTC as stamped. Plain values.</summary>
internal readonly record struct BatchFrame(int Stream, long Counter, long UtcUs, bool IsKey, int Bytes);
