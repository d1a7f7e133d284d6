using System.Device.I2c;
using System.Device;
using Microsoft.Win32.SafeHandles;

namespace Nvr.Board.Linux.I2c;

/// <summary>
/// A chip behind an adapter that knows the SMBus's forms alone, as the kernel's <c>i2c-stub</c> and many a PC's do. What a driver writes and reads is taken as "register, then
/// bytes"; longer writes are cut into blocks of 32 bytes to the same register, which suits displays. Owned by one caller at a time; failures are IOException.
/// </summary>
internal sealed class SmbusDevice : I2cDevice
{
    private const int LongestBlock = 32;

    private readonly SafeFileHandle adapter;
    private readonly I2cConnectionSettings settings;
    private byte? register;

    public SmbusDevice(SafeFileHandle adapter, I2cConnectionSettings settings)
    {
        this.adapter = adapter;
        this.settings = settings;
    }

    public override I2cConnectionSettings ConnectionSettings => settings;

    // Each byte by the register's number, where a byte written before named one: the chip itself would go on where somebody else on the bus has read since.
    public override void Read(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            Exchange(SmbusNative.Read, (byte)((register ?? 0) + i), register is null ? SmbusNative.SizeByte : SmbusNative.SizeByteData, buffer.Slice(i, 1));
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        register = buffer.Length == 1 ? buffer[0] : null;
        if (buffer.Length == 1)
        {
            Exchange(SmbusNative.Write, buffer[0], SmbusNative.SizeByte, []);
            return;
        }
        for (ReadOnlySpan<byte> rest = buffer[1..]; rest.Length > 0;)
        {
            ReadOnlySpan<byte> part = rest[..Math.Min(rest.Length, LongestBlock)];
            uint size = part.Length switch { 1 => SmbusNative.SizeByteData, 2 => SmbusNative.SizeWordData, _ => SmbusNative.SizeBlock };
            Exchange(SmbusNative.Write, buffer[0], size, part.ToArray());
            rest = rest[part.Length..];
        }
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        if (writeBuffer.Length != 1 || readBuffer.Length > LongestBlock)
        {
            throw new IOException($"The adapter of {Path(settings.BusId)} cannot do what the chip's driver asks for.");
        }
        uint size = readBuffer.Length switch { 1 => SmbusNative.SizeByteData, 2 => SmbusNative.SizeWordData, _ => SmbusNative.SizeBlock };
        Exchange(SmbusNative.Read, writeBuffer[0], size, readBuffer);
    }

    public override ComponentInformation QueryComponentInformation() => new(this, $"SMBus device {Path(settings.BusId)}");

    internal static string Path(int bus) => $"/dev/i2c-{bus}";

    protected override void Dispose(bool disposing)
    {
        adapter.Dispose();
        base.Dispose(disposing);
    }

    private unsafe void Exchange(byte direction, byte command, uint size, Span<byte> data)
    {
        Span<byte> wire = stackalloc byte[LongestBlock + 2];
        int head = size == SmbusNative.SizeBlock ? 1 : 0;
        wire[0] = (byte)data.Length;
        data.CopyTo(wire[head..]);
        fixed (byte* first = wire)
        {
            int error = SmbusNative.Exchange(adapter, new SmbusNative.Message { Direction = direction, Command = command, Size = size, Data = first });
            if (error != 0)
            {
                throw new IOException($"The chip at 0x{settings.DeviceAddress:x2} on {Path(settings.BusId)} does not answer (error {error}).");
            }
        }
        if (direction == SmbusNative.Read)
        {
            wire.Slice(head, data.Length).CopyTo(data);
        }
    }
}
