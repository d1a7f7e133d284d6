namespace Nvr.Mp4.Sealing;

/// <summary>The signature of an exported movie as it stands in the file.</summary>
/// <param name="SignatureAt">Offset in the file of the signature's first byte: what was signed has zeros there.</param>
/// <param name="Signature">The bytes of <c>sibo</c>.</param>
/// <param name="Certificate">The bytes of <c>cert</c>: DER, or whatever somebody put there.</param>
public sealed record FoundSeal(long SignatureAt, byte[] Signature, byte[] Certificate);
