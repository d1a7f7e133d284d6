using System.Globalization;
using System.Text.RegularExpressions;

namespace Vm.Tests.Panels;

/// <summary>
/// What the kernel was asked to tell a display, from its own trace of the bus (<c>smbus_write</c>): the commands, and the pictures as the chip's memory has them after them, by a reading of the
/// SSD1306's data sheet that knows nothing of the driver.
/// </summary>
internal sealed partial class DisplayLog
{
    private const int Width = 128;
    private readonly byte[] memory = new byte[Width * 8];
    private readonly List<byte> commands = [];
    private int left;
    private int right = Width - 1;
    private int top;
    private int bottom = 7;
    private int column;
    private int page;
    private int written;

    /// <summary>The contents of the memory each time that all of it was written since the last one.</summary>
    public List<byte[]> Pictures { get; } = [];

    /// <summary>All that was commanded.</summary>
    public IReadOnlyList<byte> Commands => commands;

    /// <summary>It was switched on, its charge pump too, and addressed row by row.</summary>
    public bool IsOn { get; private set; }

    public static DisplayLog Read(string trace, int chip)
    {
        var log = new DisplayLog();
        foreach (Match line in Line().Matches(trace))
        {
            if (int.Parse(line.Groups["address"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture) == chip)
            {
                byte[] data = [.. line.Groups["data"].Value.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(b => byte.Parse(b, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
                // The kernel's blocks carry their length in front.
                log.Take(int.Parse(line.Groups["register"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture), line.Groups["form"].Value.Contains("BLOCK", StringComparison.Ordinal) ? data[1..] : data);
            }
        }
        return log;
    }

    private void Take(int register, byte[] data)
    {
        if (register == 0x40)
        {
            foreach (byte value in data)
            {
                Put(value);
            }
            return;
        }
        commands.AddRange(data);
        switch (data)
        {
            case [0x21, var from, var to]: (left, right, column) = (from, to, from); break;
            case [0x22, var from, var to]: (top, bottom, page) = (from, to, from); break;
            case [0xaf]: IsOn = true; break;
            case [0xae]: IsOn = false; break;
        }
    }

    // Horizontal addressing: along the row, then on to the next page, then from the top again.
    private void Put(byte value)
    {
        memory[(page * Width) + column] = value;
        written++;
        if (++column > right)
        {
            column = left;
            page = page == bottom ? top : page + 1;
        }
        if (written == Width * 8)
        {
            Pictures.Add([.. memory]);
            written = 0;
        }
    }

    [GeneratedRegex(@"smbus_write: i2c-\d+ a=(?<address>[0-9a-f]+) f=[0-9a-f]+ c=(?<register>[0-9a-f]+) (?<form>\S+) l=\d+ \[(?<data>[0-9a-f-]*)\]")]
    private static partial Regex Line();
}
