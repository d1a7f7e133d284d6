namespace Nvr.Board.Parts;

/// <summary>The chips on I2C that a board file can name, in lower case.</summary>
public enum ChipKind
{
    /// <summary>Sixteen pins, in or out (Microchip MCP23017).</summary>
    Mcp23017,

    /// <summary>Sixteen outputs of variable brightness (NXP PCA9685).</summary>
    Pca9685,

    /// <summary>A display of 128 x 64 or 128 x 32 pixels (Solomon Systech SSD1306).</summary>
    Ssd1306,

    /// <summary>Four PoE ports (Texas Instruments TPS23861).</summary>
    Tps23861,

    /// <summary>A temperature sensor of the LM75 family.</summary>
    Lm75,
}
