namespace SimCamera.Material;

/// <summary>
/// One coded picture of the loop, in decoding order: its NAL units (or the one JPEG), and its place in presentation order, in frames.
/// Immutable, shared by all sessions.
/// </summary>
internal sealed record VideoFrame(ReadOnlyMemory<byte>[] Units, bool IsKey, int PresentationIndex);
