using System.Text;
using Aspirate.Commands;

// Before anybody takes hold of the console's writer: a new encoding makes a new one, and then the old one is not known as a terminal.
Console.OutputEncoding = Encoding.UTF8;

return await AspirateCommandLine.InvokeAsync(args, Console.Out, Console.Error);
