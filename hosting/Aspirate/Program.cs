using Aspirate.Commands;

return await AspirateCommandLine.InvokeAsync(args, Console.Out, Console.Error);
