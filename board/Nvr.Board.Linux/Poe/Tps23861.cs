using System.Buffers.Binary;
using System.Device.I2c;
using Nvr.Board.Poe;

namespace Nvr.Board.Linux.Poe;

/// <summary>
/// A TPS23861: four PoE ports in automatic mode. Owned by one caller at a time; failures are IOException. Registers as in TI's data sheet SLUSBX9 and the kernel's
/// hwmon driver of that name.
/// </summary>
internal sealed class Tps23861 : IDisposable
{
    public const int Channels = 4;

    private const byte FirstStatus = 0x0c;
    private const byte PowerStatus = 0x10;
    private const byte Mode = 0x12;
    private const byte Mask1 = 0x17;
    private const byte DetectAndClassify = 0x18;
    private const byte PowerEnable = 0x19;
    private const byte FirstCurrent = 0x30;
    private const byte FirstVoltage = 0x32;
    private const byte ChannelStep = 4;

    /// <summary>Two bits a port, 3 is automatic.</summary>
    private const byte AllAutomatic = 0xff;
    private const byte Shunt250 = 0x01;
    private const int ReadingBits = 0x3fff;
    private const double VoltsAStep = 3.662e-3;
    private const double MilliampsAStep255 = 61.039e-3;
    private const double MilliampsAStep250 = 62.260e-3;

    private readonly I2cDevice device;
    private readonly double milliampsAStep;

    public Tps23861(I2cDevice device, int shuntMilliohms)
    {
        this.device = device;
        bool is250 = shuntMilliohms == 250;
        milliampsAStep = is250 ? MilliampsAStep250 : MilliampsAStep255;
        byte mask = Read(Mask1);
        byte wanted = (byte)(is250 ? mask | Shunt250 : mask & ~Shunt250);
        if (wanted != mask)
        {
            Write(Mask1, wanted);
        }
    }

    /// <summary>Lets the chip find and feed devices by itself. Ports that are fed already stay fed.</summary>
    public void Begin()
    {
        if (Read(Mode) != AllAutomatic)
        {
            Write(Mode, AllAutomatic);
            Write(DetectAndClassify, 0xff);
        }
    }

    public void Set(int channel, bool on) => Write(on ? DetectAndClassify : PowerEnable, (byte)(on ? (1 << channel) | (1 << (channel + 4)) : 1 << (channel + 4)));

    public Tps23861Port Look(int channel)
    {
        byte status = Read((byte)(FirstStatus + channel));
        bool isGood = (Read(PowerStatus) & (1 << (channel + 4))) != 0;
        double volts = ReadWord((byte)(FirstVoltage + (ChannelStep * channel))) * VoltsAStep;
        double milliamps = ReadWord((byte)(FirstCurrent + (ChannelStep * channel))) * milliampsAStep;
        return new Tps23861Port(isGood, status & 0x0f, status >> 4, volts, milliamps);
    }

    public void Dispose() => device.Dispose();

    private byte Read(byte register)
    {
        Span<byte> value = stackalloc byte[1];
        device.WriteRead([register], value);
        return value[0];
    }

    private int ReadWord(byte register)
    {
        Span<byte> value = stackalloc byte[2];
        device.WriteRead([register], value);
        return BinaryPrimitives.ReadUInt16LittleEndian(value) & ReadingBits;
    }

    private void Write(byte register, byte value) => device.Write([register, value]);
}
