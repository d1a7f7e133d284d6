namespace Nvr.Mp4.Sealing;

/// <summary>Types of the boxes of a seal, as big-endian numbers.</summary>
internal static class SealCodes
{
    public const uint Meta = 0x6D657461;
    public const uint Suep = 0x73756570;
    public const uint Ipro = 0x6970726F;
    public const uint Sinf = 0x73696E66;
    public const uint Cstb = 0x63737462;
    public const uint Schm = 0x7363686D;
    public const uint Schi = 0x73636869;
    public const uint Sibo = 0x7369626F;
    public const uint Cert = 0x63657274;
}
