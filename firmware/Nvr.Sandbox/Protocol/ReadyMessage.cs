using System.Buffers.Binary;
using System.Text;
using Nvr.Sandbox.Confinement;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// The walls are up and the source is open: 4 bytes <see cref="Confinement.Walls"/>, then the name of the encoder in ASCII, which may be empty.
/// What is no name is read as none, because the process may lie. Immutable.
/// </summary>
public sealed record ReadyMessage(Walls Walls, string Encoder)
{
    public const int MaxBytes = sizeof(int) + MaxName;

    private const int MaxName = 32;

    public byte[] Write()
    {
        byte[] bytes = new byte[sizeof(int) + Encoder.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Walls);
        Encoding.ASCII.GetBytes(Encoder, bytes.AsSpan(sizeof(int)));
        return bytes;
    }

    /// <summary>Null when the payload is malformed.</summary>
    public static ReadyMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length is < sizeof(int) or > MaxBytes)
        {
            return null;
        }
        string name = Encoding.ASCII.GetString(payload[sizeof(int)..]);
        return new ReadyMessage((Walls)BinaryPrimitives.ReadInt32LittleEndian(payload), name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? name : "");
    }
}
