namespace Nvr.Board.Tests.Files;

/// <summary>A board file that cannot be meant.</summary>
/// <param name="Name">What the case is about.</param>
/// <param name="Line">Where the first mistake is, from 1 on.</param>
/// <param name="Said">What the sentence about it must name.</param>
/// <param name="SchemaSees">True where the mistake is one of form, which the schema must find as well.</param>
/// <param name="Text">The file.</param>
public sealed record BoardCase(string Name, int Line, string Said, bool SchemaSees, string Text)
{
    /// <summary>One of each kind of mistake.</summary>
    public static IReadOnlyList<BoardCase> All { get; } =
    [
        new("no name", 1, "\"name\" is missing", true, """{ "simulated": true }"""),
        new("not an object", 1, "must be an object", true, "[]"),
        new("a key that is misspelt", 3, "cameraNetwork", true, """
            {
              "name": "B",
              "cameraNetwork": ["poe0"]
            }
            """),
        new("a text for a list", 2, "cameraNetworks: this must be a list", true, """
            { "name": "B",
              "cameraNetworks": "poe0" }
            """),
        new("a name for no interface", 2, "poe 0", true, """
            { "name": "B",
              "cameraNetworks": ["poe 0"] }
            """),
        new("a name of an interface twice", 2, "stands here twice", true, """
            { "name": "B",
              "cameraNetworks": ["poe0", "poe0"] }
            """),
        new("a name for no office network", 2, "end 0", true, """
            { "name": "B",
              "officeNetwork": "end 0" }
            """),
        new("an office network of cameras", 3, "there are cameras behind it", false, """
            { "name": "B",
              "cameraNetworks": ["br-cam"],
              "officeNetwork": "br-cam" }
            """),
        new("an office network at a camera's port", 3, "there are cameras behind it", false, """
            { "name": "B", "simulated": true,
              "cameraNetworks": ["br-cam"], "poe": { "budgetWatts": 60, "ports": [{ "name": "1", "interface": "lan1" }] },
              "officeNetwork": "lan1" }
            """),
        new("a kind of chip that there is not", 4, "mcp23017, pca9685, ssd1306, tps23861, lm75", true, """
            {
              "name": "B",
              "chips": [
                { "name": "a", "kind": "mcp23018", "bus": 1, "address": "0x20" }
              ]
            }
            """),
        new("an address as a number", 3, "quotation marks", true, """
            { "name": "B",
              "chips": [
                { "name": "a", "kind": "lm75", "bus": 1, "address": 72 } ] }
            """),
        new("an address that the chip cannot have", 3, "\"0x20\" to \"0x27\"", false, """
            { "name": "B",
              "chips": [
                { "name": "a", "kind": "mcp23017", "bus": 1, "address": "0x48" } ] }
            """),
        new("two chips of one address", 4, "\"a\" has this address on bus 1", false, """
            { "name": "B",
              "chips": [
                { "name": "a", "kind": "lm75", "bus": 1, "address": "0x48" },
                { "name": "b", "kind": "lm75", "bus": 1, "address": "0x48" } ] }
            """),
        new("a name twice", 4, "the one in line 3 already", false, """
            { "name": "B",
              "chips": [
                { "name": "a", "kind": "lm75", "bus": 1, "address": "0x48" },
                { "name": "a", "kind": "lm75", "bus": 1, "address": "0x49" } ] }
            """),
        new("a chip with the name of a controller", 3, "name of a GPIO controller", false, """
            { "name": "B",
              "gpio": [ { "name": "soc", "label": "x" } ],
              "chips": [ { "name": "soc", "kind": "lm75", "bus": 1, "address": "0x48" } ] }
            """),
        new("a controller named twice", 4, "has a name already", false, """
            { "name": "B",
              "gpio": [
                { "name": "a", "label": "x" },
                { "name": "b", "label": "x" } ] }
            """),
        new("an LED that there is not", 3, "power, status, rec, net", true, """
            { "name": "B", "gpio": [ { "name": "soc", "label": "x" } ],
              "panel": { "leds": {
                "record": { "green": { "on": "soc", "line": 1 } } } } }
            """),
        new("an LED without a line", 2, "at least one of green, red, amber, blue", true, """
            { "name": "B",
              "panel": { "leds": { "rec": { } } } }
            """),
        new("a line on something unknown", 2, "neither \"gpio\" nor \"chips\" has the name \"sok\"", false, """
            { "name": "B", "gpio": [ { "name": "soc", "label": "x" } ],
              "panel": { "leds": { "rec": { "green": { "on": "sok", "line": 1 } } } } }
            """),
        new("a line taken twice", 5, "taken by panel.leds.power.green in line 4 already", false, """
            { "name": "B",
              "gpio": [ { "name": "soc", "label": "x" } ],
              "panel": { "leds": {
                "power": { "green": { "on": "soc", "line": 1 } },
                "rec": { "green": { "on": "soc", "line": 1 } } } } }
            """),
        new("a button on a chip that cannot be read", 3, "no lines that can be read", false, """
            { "name": "B",
              "chips": [ { "name": "pwm", "kind": "pca9685", "bus": 1, "address": "0x40" } ],
              "panel": { "buttons": { "export": { "on": "pwm", "line": 1 } } } }
            """),
        new("a pin that the chip does not have", 3, "has the lines 0 to 15", false, """
            { "name": "B",
              "chips": [ { "name": "x", "kind": "mcp23017", "bus": 1, "address": "0x20" } ],
              "panel": { "buttons": { "export": { "on": "x", "line": 16 } } } }
            """),
        new("a line that is no whole number", 2, "whole number from 0 to 255", true, """
            { "name": "B", "gpio": [ { "name": "soc", "label": "x" } ],
              "panel": { "buzzer": { "on": "soc", "line": 1.5 } } }
            """),
        new("a display on a chip of another kind", 3, "no chip of the kind ssd1306", false, """
            { "name": "B",
              "chips": [ { "name": "x", "kind": "mcp23017", "bus": 1, "address": "0x20" } ],
              "panel": { "display": { "chip": "x" } } }
            """),
        new("a display of odd height", 3, "32 or 64", true, """
            { "name": "B",
              "chips": [ { "name": "x", "kind": "ssd1306", "bus": 1, "address": "0x3c" } ],
              "panel": { "display": { "chip": "x", "rows": 48 } } }
            """),
        new("ports without a budget", 2, "\"budgetWatts\" is missing", true, """
            { "name": "B", "simulated": true,
              "poe": { "ports": [ { "name": "1" } ] } }
            """),
        new("no ports", 2, "a list of 1 to 64", true, """
            { "name": "B", "simulated": true,
              "poe": { "budgetWatts": 60, "ports": [] } }
            """),
        new("a port that nothing feeds", 2, "either a \"chip\" and its \"channel\"", false, """
            { "name": "B",
              "poe": { "budgetWatts": 60, "ports": [ { "name": "1" } ] } }
            """),
        new("a channel without a chip", 2, "go together", true, """
            { "name": "B", "simulated": true,
              "poe": { "budgetWatts": 60, "ports": [ { "name": "1", "channel": 1 } ] } }
            """),
        new("two ports of one channel", 5, "feeds the port in line 4 already", false, """
            { "name": "B",
              "chips": [ { "name": "pse", "kind": "tps23861", "bus": 1, "address": "0x28" } ],
              "poe": { "budgetWatts": 60, "ports": [
                { "name": "1", "chip": "pse", "channel": 0 },
                { "name": "2", "chip": "pse", "channel": 0 } ] } }
            """),
        new("a port fed in two ways", 3, "not both", false, """
            { "name": "B", "gpio": [ { "name": "soc", "label": "x" } ],
              "chips": [ { "name": "pse", "kind": "tps23861", "bus": 1, "address": "0x28" } ],
              "poe": { "budgetWatts": 60, "ports": [ { "name": "1", "chip": "pse", "channel": 0,
                "enable": { "on": "soc", "line": 1 } } ] } }
            """),
        new("a bay that is nowhere", 2, "needs a \"path\"", false, """
            { "name": "B",
              "bays": [ { "name": "1" } ] }
            """),
        new("two bays of one path", 4, "has this path already", false, """
            { "name": "B",
              "bays": [
                { "name": "1", "path": "pci-0000:00:05.0" },
                { "name": "2", "path": "pci-0000:00:05.0" } ] }
            """),
        new("a watchdog that is no device", 2, "/dev/watchdog0", true, """
            { "name": "B",
              "watchdog": { "device": "watchdog0" } }
            """),
        new("a fan that nothing turns", 2, "\"drive\", or the name of the kernel's device", true, """
            { "name": "B",
              "fan": {} }
            """),
        new("a fan that two turn", 2, "either the line", true, """
            { "name": "B", "gpio": [ { "name": "soc", "label": "x" } ],
              "fan": { "hwmon": "pwmfan", "drive": { "on": "soc", "line": 1 } } }
            """),
        new("a fan whose speed the kernel tells", 2, "tells the speed itself", true, """
            { "name": "B", "gpio": [ { "name": "soc", "label": "x" } ],
              "fan": { "hwmon": "pwmfan", "tachometer": { "on": "soc", "line": 1 } } }
            """),
        new("haste of a real box", 2, "simulated boards alone", false, """
            { "name": "B",
              "simulatedHaste": 10 }
            """),
        new("half of real speed", 2, "simulatedHaste", true, """
            { "name": "B", "simulated": true,
              "simulatedHaste": 0.5 }
            """),
        new("an interrupt of a chip that has none", 3, "only a mcp23017", false, """
            { "name": "B", "gpio": [ { "name": "soc", "label": "x" } ],
              "chips": [ { "name": "a", "kind": "lm75", "bus": 1, "address": "0x48",
                "interrupt": { "on": "soc", "line": 1 } } ] }
            """),
    ];

    public override string ToString() => Name;
}
