using System.Text;
using Nvr.Core.Time;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Sealing;

/// <summary>
/// The file-level <c>meta</c> box that makes an MP4 an ONVIF export: <c>suep</c> and <c>ipro/sinf/schi/{sibo, cert}</c>. It goes behind the movie, where
/// players do not look, where the standard's annex "Box Structure" has it, and where alone a second signature can be appended ("Repeated signing").
/// Immutable apart from <see cref="Sign"/>; one thread.
/// </summary>
public sealed class ExportSeal
{
    private const uint Scheme = 0x6F656666;
    private const uint SchemeVersion = 0x00010000;
    private const long MacEpochToUnixSeconds = 2_082_844_800;
    private const long WindowsEpochToUnixSeconds = 11_644_473_600;

    private readonly byte[] bytes;
    private readonly int signatureAt;
    private readonly int signatureBytes;

    private ExportSeal(byte[] bytes, int signatureAt, int signatureBytes) =>
        (this.bytes, this.signatureAt, this.signatureBytes) = (bytes, signatureAt, signatureBytes);

    /// <summary>The whole box; its signature is zero until <see cref="Sign"/>, as what is signed wants it ("Preparing the signature input").</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <param name="details">What the seal tells.</param>
    /// <param name="certificate">DER, of the key that signs.</param>
    /// <param name="signatureBytes">Length of a signature: that of the RSA modulus.</param>
    public static ExportSeal Build(SealDetails details, byte[] certificate, int signatureBytes)
    {
        var writer = new BoxWriter();
        int signatureAt = 0;
        writer.FullBox(SealCodes.Meta, 0, 0, meta =>
        {
            WriteHandler(meta);
            WriteDetails(meta, details);
            meta.FullBox(SealCodes.Ipro, 0, 0, ipro =>
            {
                ipro.U16(1);
                ipro.Box(SealCodes.Sinf, sinf =>
                {
                    WriteStart(sinf, details.Start);
                    WriteScheme(sinf);
                    sinf.Box(SealCodes.Schi, schi =>
                    {
                        schi.Box(SealCodes.Sibo, sibo =>
                        {
                            signatureAt = sibo.Position;
                            sibo.Zeros(signatureBytes);
                        });
                        schi.Box(SealCodes.Cert, cert => cert.Bytes(certificate));
                    });
                });
            });
        });
        return new ExportSeal(writer.ToArray(), signatureAt, signatureBytes);
    }

    /// <summary>Puts the signature in its place. Throws <see cref="ArgumentException"/> when it is not as long as was said.</summary>
    public void Sign(ReadOnlySpan<byte> signature)
    {
        if (signature.Length != signatureBytes)
        {
            throw new ArgumentException($"The signature has {signature.Length} bytes, the box has room for {signatureBytes}.", nameof(signature));
        }
        signature.CopyTo(bytes.AsSpan(signatureAt));
    }

    // ISO/IEC 14496-12, 8.11.1: 'null' where the box merely holds resources.
    private static void WriteHandler(BoxWriter meta) => meta.FullBox(FourCc.Hdlr, 0, 0, hdlr =>
    {
        hdlr.U32(0);
        hdlr.Bytes("null"u8);
        hdlr.Zeros(12 + 1);
    });

    /// <summary>"SurveillanceExportBox", version 1; the time counts seconds from 1904.</summary>
    private static void WriteDetails(BoxWriter meta, SealDetails details) => meta.FullBox(SealCodes.Suep, 1, 0, suep =>
    {
        Text(suep, details.UnitName);
        Text(suep, details.UnitUrl);
        Text(suep, details.UnitMac);
        suep.U64((ulong)Math.Max(0, (details.ExportTime.Microseconds / 1_000_000) + MacEpochToUnixSeconds));
        Text(suep, details.Operator);
        suep.U32((uint)details.TrackCount);
        for (int track = 1; track <= details.TrackCount; track++)
        {
            suep.U16(track);
            Text(suep, details.SourceName);
            Text(suep, details.SourceUrl);
            Text(suep, details.SourceMac);
            Text(suep, "");
        }
    });

    /// <summary>"Timing": intervals of 100 ns since 1601; the first track suffices.</summary>
    private static void WriteStart(BoxWriter sinf, UtcTime start) => sinf.Box(SealCodes.Cstb, cstb =>
    {
        cstb.U32(1);
        cstb.U32(1);
        cstb.U64((ulong)Math.Max(0, (start.Microseconds * 10) + (WindowsEpochToUnixSeconds * 10_000_000)));
    });

    private static void WriteScheme(BoxWriter sinf) => sinf.FullBox(SealCodes.Schm, 0, 0, schm =>
    {
        schm.U32(Scheme);
        schm.U32(SchemeVersion);
    });

    /// <summary>UTF-8 with a zero behind it; a zero within would end it early.</summary>
    private static void Text(BoxWriter writer, string text)
    {
        writer.Bytes(Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal)));
        writer.U8(0);
    }
}
