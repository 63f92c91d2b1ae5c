copy orders to program 'cat > /dev/null';
