#!/usr/bin/env python3
"""Tells the agent of one drop and waits for its receipt.

  local_client.py SOCKET CARD_NUMBER BIN CLASS GRAMS
"""
import json
import socket
import sys

path, card, bin_number, class_code, grams = sys.argv[1:]
agent = socket.socket(socket.AF_UNIX)
agent.connect(path)
lines = agent.makefile('rw')


def ask(**request):
    lines.write(json.dumps(request) + '\n')
    lines.flush()
    answer = json.loads(lines.readline())
    while 'receipt' in answer:  # of an earlier record
        answer = json.loads(lines.readline())
    return answer if answer['ok'] else sys.exit(answer['message'])


ask(op='receipts')
taken = ask(op='drop', card_number=card, bin=int(bin_number),
            **{'class': int(class_code)}, grams=int(grams), quality='good')
print('thank you:', taken, flush=True)  # it is on disk: now, not before
for line in lines:
    receipt = json.loads(line)['receipt']
    if receipt['sequence'] == taken['sequence']:
        print(receipt['text'])
        break
