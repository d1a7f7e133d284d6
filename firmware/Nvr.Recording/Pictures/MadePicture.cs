namespace Nvr.Recording.Pictures;

/// <summary>A JPEG. Not <paramref name="IsWhole"/> when something of its plan is missing in it that may be there the next time, so that it is not worth keeping.</summary>
public sealed record MadePicture(byte[] Jpeg, bool IsWhole);
