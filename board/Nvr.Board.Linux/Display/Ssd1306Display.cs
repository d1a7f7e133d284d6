using System.Device.I2c;
using Nvr.Board.Display;
using Nvr.Board.Linux.I2c;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Linux.Display;

/// <summary>
/// A display with the chip SSD1306 on I2C. Opened at the first picture; after a failure it is opened anew. Every picture tells the chip its settings again, 30 bytes beside 1,024, so that one
/// that lost its power for a moment comes back. Used by one caller at a time. Registers: Solomon Systech, SSD1306 rev 1.5, chapters 8 to 10.
/// </summary>
public sealed class Ssd1306Display(ChipDescription chip, DisplayDescription description) : IPanelDisplay
{
    private const byte Commands = 0x00;
    private const byte Pixels = 0x40;

    private I2cDevice? device;

    public int Height => description.Rows;

    public void Show(Screen screen)
    {
        try
        {
            device ??= I2cChips.Open(chip);
            foreach (byte[] command in Settings())
            {
                // One command a message: adapters of few forms send two or three bytes at most as they are.
                device.Write([Commands, .. command]);
            }
            device.Write([Pixels, .. screen.ToPages()]);
            device.Write([Commands, 0xaf]);
        }
        catch (IOException silent)
        {
            Dispose();
            throw new NvrException(ErrorKind.Unreachable, $"The display \"{chip.Name}\" does not answer: {silent.Message}", silent);
        }
    }

    public void Dispose()
    {
        device?.Dispose();
        device = null;
    }

    private IEnumerable<byte[]> Settings() =>
    [
        [0xd5, 0x80], // clock: the reset value, about 100 pictures a second
        [0xa8, (byte)(Height - 1)], // rows
        [0xd3, 0x00], // no offset
        [0x40], // begin at row 0
        [0x8d, 0x14], // charge pump on
        [0x20, 0x00], // columns first, then the next eight rows
        [(byte)(description.UpsideDown ? 0xa0 : 0xa1)], // columns from the left
        [(byte)(description.UpsideDown ? 0xc0 : 0xc8)], // rows from the top
        [0xda, (byte)(Height == 64 ? 0x12 : 0x02)], // how the glass is wired
        [0x81, 0x8f], // contrast: a little over the middle, which lasts longer
        [0xd9, 0xf1], // precharge for the charge pump
        [0xdb, 0x40],
        [0xa4], // from memory
        [0xa6], // lit is lit
        [0x21, 0x00, DisplayPages.Width - 1],
        [0x22, 0x00, (byte)((Height / 8) - 1)],
    ];
}
