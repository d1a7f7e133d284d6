using System.Device;
using System.Device.I2c;

namespace Nvr.Board.Linux.Tests;

/// <summary>
/// A chip of 256 registers that hold what is written, one after the other; a byte alone says where the next read begins. The tests in a virtual machine hold the
/// drivers to the kernel's own i2c-stub.
/// </summary>
internal sealed class Registers : I2cDevice
{
    private readonly byte[] values = new byte[256];
    private readonly List<(byte Register, byte[] Values)> writes = [];
    private byte pointer;

    public byte this[int register]
    {
        get => values[register];
        set => values[register] = value;
    }

    /// <summary>Set: nobody answers.</summary>
    public bool IsGone { get; set; }

    public IReadOnlyList<(byte Register, byte[] Values)> Writes => writes;

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x20);

    public override void Read(Span<byte> buffer)
    {
        Check();
        values.AsSpan(pointer, buffer.Length).CopyTo(buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Check();
        pointer = buffer[0];
        if (buffer.Length == 1)
        {
            return;
        }
        writes.Add((buffer[0], buffer[1..].ToArray()));
        buffer[1..].CopyTo(values.AsSpan(buffer[0]));
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Check();
        values.AsSpan(writeBuffer[0], readBuffer.Length).CopyTo(readBuffer);
    }

    public override ComponentInformation QueryComponentInformation() => new(this, "Registers");

    private void Check()
    {
        if (IsGone)
        {
            throw new IOException("Remote I/O error");
        }
    }
}
